package dev.sluice.source.attach;

import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.SupervisedInlet;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One address of an attachment: has its transport connect, again and again. {@link #run} is for a
 * thread of its own, which runs all of ingest; the other methods are for any thread.
 */
final class AttachedSource implements Runnable {
  private final String stream;
  private final AttachmentPlan plan;
  private final SourceAddress address;
  private final Transport transport;
  private final Function<SupervisedInlet.Listener, SupervisedInlet> inlets;
  private final Surroundings surroundings;
  private final Backoff backoff;
  private final AttachmentProgress progress;
  private final ReentrantLock lock = new ReentrantLock();
  private final Turns turns = new Turns();
  private @Nullable SupervisedInlet inlet;

  // Set with the lock; read also where it waits.
  private volatile boolean detached;
  private volatile boolean retired;

  private long wantedNanos;
  private long connectedNanos;
  private @Nullable String stopCause;

  /**
   * What an attached source asks of its surroundings.
   *
   * @param demand whether the stream has viewers
   * @param occupied whether the stream has a live source
   * @param errors counts connections that failed
   * @param faults catches faults of transports
   * @param silenceNanos longest time from a connection to its first bytes
   * @param idleNanos time without viewers after which a source on demand is disconnected
   */
  record Surroundings(
      Demand demand,
      Predicate<String> occupied,
      LongAdder errors,
      FaultGuard faults,
      long silenceNanos,
      long idleNanos) {}

  /**
   * @param inlets makes the inlet for a connection
   */
  AttachedSource(
      String stream,
      AttachmentPlan plan,
      SourceAddress address,
      int priority,
      Transport transport,
      Function<SupervisedInlet.Listener, SupervisedInlet> inlets,
      Surroundings surroundings,
      Backoff backoff,
      InstantSource clock) {
    this.stream = stream;
    this.plan = plan;
    this.address = address;
    this.transport = transport;
    this.inlets = inlets;
    this.surroundings = surroundings;
    this.backoff = backoff;
    this.progress =
        new AttachmentProgress("source", stream, address, priority, surroundings.errors(), clock);
  }

  AttachmentView view() {
    AttachmentView view = progress.view();
    return view.state() == AttachmentState.LIVE && !plays()
        ? view.withState(AttachmentState.STANDBY)
        : view;
  }

  /** Whether it cannot be connected while another source has the same address. */
  boolean excludes(AttachedSource other) {
    // Without the options, which differ where a port is the same.
    return transport.exclusive() && address.toString().equals(other.address.toString());
  }

  /** Releases what it holds; in place of {@link #run}. */
  void discard() {
    surroundings.faults().run(transport::close);
  }

  /** Whether viewers get its media. */
  boolean plays() {
    lock.lock();
    try {
      return inlet != null && inlet.plays();
    } finally {
      lock.unlock();
    }
  }

  /** Connects until the source is detached, has no more, or failed as often as it may. */
  @Override
  public void run() {
    try {
      // Only the end of the service interrupts this thread.
      surroundings.faults().repeat(this::takeTurn);
    } finally {
      progress.enter(AttachmentState.ENDED);
      surroundings.faults().run(transport::close);
    }
  }

  private boolean takeTurn() throws InterruptedException {
    boolean due = awaitTurn();
    if (due) {
      connect();
    }
    return due;
  }

  /**
   * Waits until the source is to be connected.
   *
   * @return false if it never is
   */
  private boolean awaitTurn() throws InterruptedException {
    turns.awaitWhile(this::waits);
    return !over();
  }

  private boolean waits() {
    if (over() || !(isIdle() || isReplaced())) {
      return false;
    }
    progress.enter(isIdle() ? AttachmentState.IDLE : AttachmentState.REPLACED);
    return true;
  }

  private boolean over() {
    return detached || retired || progress.state() == AttachmentState.ENDED;
  }

  private boolean isIdle() {
    return plan.onDemand() && !surroundings.demand().wanted(stream);
  }

  private boolean isReplaced() {
    return progress.state() == AttachmentState.REPLACED && surroundings.occupied().test(stream);
  }

  private void connect() throws InterruptedException {
    SupervisedInlet opened = inlets.apply(new Listener());
    lock.lock();
    try {
      if (over()) {
        return;
      }
      inlet = opened;
      stopCause = null;
      connectedNanos = 0;
      wantedNanos = System.nanoTime();
    } finally {
      lock.unlock();
    }
    progress.enter(AttachmentState.CONNECTING);
    SourceEnd end = SourceEnd.VANISHED;
    @Nullable String error = null;
    Transport.Ended ended = Transport.Ended.AGAIN;
    try {
      ended = transport.run(opened);
      end = SourceEnd.COMPLETE;
    } catch (IOException e) {
      error = String.valueOf(e.getMessage());
    } catch (RuntimeException | Error e) {
      surroundings.faults().caught(e);
      error = "The source met a fault of the service; the log has more.";
    } finally {
      boolean delivered = opened.began();
      long leadNanos = opened.leadNanos();
      end = opened.close(end);
      afterwards(ended, end, error, delivered, leadNanos);
    }
  }

  private void afterwards(
      Transport.Ended ended,
      SourceEnd end,
      @Nullable String error,
      boolean delivered,
      long leadNanos)
      throws InterruptedException {
    @Nullable String cause;
    lock.lock();
    try {
      inlet = null;
      cause = stopCause != null ? stopCause : error;
      if (detached || retired) {
        return;
      }
    } finally {
      lock.unlock();
    }
    if (end == SourceEnd.SUPERSEDED) {
      progress.enter(AttachmentState.REPLACED);
    } else if (end == SourceEnd.COMPLETE && ended == Transport.Ended.FOR_GOOD) {
      progress.enter(AttachmentState.ENDED);
    } else if (!isIdle()) {
      retry(ended, end, cause, delivered, end == SourceEnd.COMPLETE ? leadNanos : 0);
    }
  }

  private void retry(
      Transport.Ended ended,
      SourceEnd end,
      @Nullable String cause,
      boolean delivered,
      long leastNanos)
      throws InterruptedException {
    if (delivered && end != SourceEnd.GARBAGE && end != SourceEnd.NO_PROGRAM) {
      backoff.reset();
    }
    boolean failed = end != SourceEnd.COMPLETE || !delivered;
    if (failed && !(ended == Transport.Ended.NEXT_PEER && cause == null)) {
      progress.failed(SourceFailures.sentence(end, cause));
    }
    if (ended == Transport.Ended.NEXT_PEER) {
      // It keeps listening, and the next peer may be waiting already.
      return;
    }
    if (plan.retries() != AttachmentPlan.FOREVER && backoff.failures() >= plan.retries()) {
      progress.enter(AttachmentState.ENDED);
      return;
    }
    progress.enter(AttachmentState.RETRYING);
    turns.pause(Math.max(leastNanos, backoff.nextNanos()), this::over);
  }

  /** Disconnects a source that nobody wants, or that is connected and silent. */
  void look(long nowNanos) {
    turns.wake();
    boolean idle = isIdle();
    SupervisedInlet stop = null;
    lock.lock();
    try {
      if (!idle) {
        wantedNanos = nowNanos;
      }
      if (inlet == null || detached) {
        return;
      }
      if (idle && nowNanos - wantedNanos >= surroundings.idleNanos()) {
        stop = inlet;
      } else if (progress.state() == AttachmentState.CONNECTED
          && nowNanos - connectedNanos >= surroundings.silenceNanos()) {
        stopCause =
            "It is connected and has sent nothing for %d s."
                .formatted(TimeUnit.NANOSECONDS.toSeconds(surroundings.silenceNanos()));
        stop = inlet;
      }
    } finally {
      lock.unlock();
    }
    if (stop != null) {
      stop.cancel(SourceEnd.DETACHED);
    }
  }

  /** Wakes it: its stream may be wanted now. */
  void wake() {
    turns.wake();
  }

  /** Lets it play until another source takes over; it is not connected again. */
  void retire() {
    lock.lock();
    try {
      retired = true;
      turns.wake();
      if (inlet == null || inlet.began()) {
        return;
      }
    } finally {
      lock.unlock();
    }
    detach(SourceEnd.SUPERSEDED);
  }

  /** Ends it at once. */
  void detach(SourceEnd reason) {
    SupervisedInlet open;
    lock.lock();
    try {
      detached = true;
      open = inlet;
      turns.wake();
    } finally {
      lock.unlock();
    }
    if (open != null) {
      open.cancel(reason);
    }
  }

  private final class Listener implements SupervisedInlet.Listener {
    @Override
    public void connected() {
      lock.lock();
      try {
        connectedNanos = System.nanoTime();
      } finally {
        lock.unlock();
      }
      progress.connected();
    }

    @Override
    public void received(int bytes) {
      progress.received(bytes);
    }
  }
}
