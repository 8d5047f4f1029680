package dev.sluice.source.attach;

import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.source.data.ControlCounters;
import dev.sluice.source.data.ControlCounters.Outcome;
import dev.sluice.source.data.ControlMessage;
import dev.sluice.source.transport.ControlSender;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The control channel of an attachment: takes messages to the worker of its stream, and tells it
 * from time to time that the service is there. Only the newest message waits. {@link #run} is for a
 * thread of its own, the other methods are for any thread.
 */
final class AttachedControl implements Runnable {
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ControlSender sender;
  private final AttachmentProgress progress;
  private final BooleanSupplier wanted;
  private final Backoff backoff;
  private final FaultGuard faults;
  private final ControlCounters counters;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable ControlMessage waiting;
  private long sent;
  private boolean detached;

  /**
   * @param wanted whether it is to be used; always, unless the attachment is on demand
   */
  AttachedControl(
      ControlSender sender,
      AttachmentProgress progress,
      BooleanSupplier wanted,
      Backoff backoff,
      FaultGuard faults,
      ControlCounters counters) {
    this.sender = sender;
    this.progress = progress;
    this.wanted = wanted;
    this.backoff = backoff;
    this.faults = faults;
    this.counters = counters;
  }

  ControlChannelView view() {
    lock.lock();
    try {
      return new ControlChannelView(progress.view(), sent);
    } finally {
      lock.unlock();
    }
  }

  /** Has a message sent, in place of one that waits. Does not wait. */
  void offer(ControlMessage message) {
    lock.lock();
    try {
      if (waiting != null) {
        counters.count(Outcome.DROPPED);
      }
      waiting = message;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends messages until it is detached. */
  @Override
  public void run() {
    try {
      // The first message finds out whether the channel is there.
      long patience = 0;
      while (awaitTurn()) {
        patience = send(next(patience));
      }
    } catch (InterruptedException e) {
      // Only the end of the service interrupts this thread.
      Thread.currentThread().interrupt();
    } finally {
      progress.enter(AttachmentState.ENDED);
      faults.run(sender::close);
    }
  }

  private boolean awaitTurn() throws InterruptedException {
    lock.lock();
    try {
      while (!detached && !wanted.getAsBoolean()) {
        progress.enter(AttachmentState.IDLE);
        boolean unused = changed.await(MAX_WAIT_NANOS, TimeUnit.NANOSECONDS);
      }
      return !detached;
    } finally {
      lock.unlock();
    }
  }

  /** The next message: one without content if none comes in that time. */
  private ControlMessage next(long patienceNanos) throws InterruptedException {
    lock.lock();
    try {
      long left = patienceNanos;
      while (waiting == null && !detached && left > 0) {
        left = changed.awaitNanos(left);
      }
      ControlMessage next = waiting;
      waiting = null;
      return next == null ? ControlMessage.KEEP_ALIVE : next;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends a message.
   *
   * @return how long to wait for the next one
   */
  private long send(ControlMessage message) throws InterruptedException {
    String failure;
    try {
      byte[] bytes = message.bytes();
      sender.send(bytes);
      taken(message, bytes.length);
      return ControlMessage.KEEP_ALIVE_PERIOD.toNanos();
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      faults.caught(e);
      failure = "It met a fault of the service; the log has more.";
    }
    failed(failure);
    return 0;
  }

  private void taken(ControlMessage message, int bytes) {
    backoff.reset();
    counters.count(message.isKeepAlive() ? Outcome.KEEP_ALIVE : Outcome.SENT);
    if (progress.state() != AttachmentState.LIVE) {
      progress.connected();
    }
    progress.received(bytes);
    lock.lock();
    try {
      sent += message.isKeepAlive() ? 0 : 1;
    } finally {
      lock.unlock();
    }
  }

  private void failed(String sentence) throws InterruptedException {
    lock.lock();
    try {
      if (detached) {
        return;
      }
      counters.count(Outcome.FAILED);
      progress.failed(sentence);
      progress.enter(AttachmentState.RETRYING);
      long rest = backoff.nextNanos();
      while (rest > 0 && !detached) {
        rest = changed.awaitNanos(rest);
      }
    } finally {
      lock.unlock();
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
    lock.lock();
    try {
      detached = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    sender.close();
  }
}
