package dev.sluice.source.attach;

import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.source.data.DataView;
import dev.sluice.source.data.ReceivedData;
import dev.sluice.source.transport.Transport;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A data channel of an attachment: has its transport connect, again and again, independently of the
 * media. {@link #run} is for a thread of its own, the other methods are for any thread.
 */
final class AttachedData implements Runnable {
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Transport transport;
  private final AttachmentProgress progress;
  private final ReceivedData received;
  private final BooleanSupplier wanted;
  private final Backoff backoff;
  private final FaultGuard faults;
  private final long idleNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable DataInlet inlet;
  private boolean detached;
  private long wantedNanos;

  /**
   * @param wanted whether it is to be connected; always, unless the attachment is on demand
   * @param idleNanos time unwanted after which it is disconnected
   */
  AttachedData(
      Transport transport,
      AttachmentProgress progress,
      ReceivedData received,
      BooleanSupplier wanted,
      Backoff backoff,
      FaultGuard faults,
      long idleNanos) {
    this.transport = transport;
    this.progress = progress;
    this.received = received;
    this.wanted = wanted;
    this.backoff = backoff;
    this.faults = faults;
    this.idleNanos = idleNanos;
  }

  AttachmentView view() {
    return progress.view();
  }

  DataView data() {
    return received.view();
  }

  /** Connects until it is detached, or its channel has ended. */
  @Override
  public void run() {
    try {
      for (DataInlet next = awaitTurn(); next != null; next = awaitTurn()) {
        connect(next);
      }
    } catch (InterruptedException e) {
      // Only the end of the service interrupts this thread.
      Thread.currentThread().interrupt();
    } finally {
      progress.enter(AttachmentState.ENDED);
      faults.run(transport::close);
    }
  }

  /** Waits until it is to be connected; null if it never is. */
  private @Nullable DataInlet awaitTurn() throws InterruptedException {
    lock.lock();
    try {
      while (!over() && !wanted.getAsBoolean()) {
        progress.enter(AttachmentState.IDLE);
        boolean unused = changed.await(MAX_WAIT_NANOS, TimeUnit.NANOSECONDS);
      }
      wantedNanos = System.nanoTime();
      inlet = over() ? null : new DataInlet(received, progress);
      return inlet;
    } finally {
      lock.unlock();
    }
  }

  private boolean over() {
    return detached || progress.state() == AttachmentState.ENDED;
  }

  private void connect(DataInlet opened) throws InterruptedException {
    progress.enter(AttachmentState.CONNECTING);
    @Nullable String failure = null;
    try {
      if (transport.run(opened) == Transport.Ended.FOR_GOOD) {
        progress.enter(AttachmentState.ENDED);
        return;
      }
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      faults.caught(e);
      failure = "It met a fault of the service; the log has more.";
    }
    if (opened.stopped()) {
      return;
    }
    if (opened.began()) {
      backoff.reset();
    }
    if (failure != null) {
      progress.failed(failure);
    }
    progress.enter(AttachmentState.RETRYING);
    pause(backoff.nextNanos());
  }

  private void pause(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long rest = nanos;
      while (rest > 0 && !detached) {
        rest = changed.awaitNanos(rest);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Disconnects it if nobody has wanted it for a while. */
  void look(long nowNanos) {
    boolean idle = !wanted.getAsBoolean();
    DataInlet stop = null;
    lock.lock();
    try {
      changed.signalAll();
      if (!idle) {
        wantedNanos = nowNanos;
      } else if (nowNanos - wantedNanos >= idleNanos) {
        stop = inlet;
      }
    } finally {
      lock.unlock();
    }
    if (stop != null) {
      stop.stop();
    }
  }

  /** Wakes it: its stream may be wanted now. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends it at once. */
  void detach() {
    DataInlet open;
    lock.lock();
    try {
      detached = true;
      open = inlet;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (open != null) {
      open.stop();
    }
  }
}
