package dev.sluice.source.attach;

import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.source.data.ControlCounters;
import dev.sluice.source.data.ControlCounters.Outcome;
import dev.sluice.source.data.ControlMessage;
import dev.sluice.source.transport.ControlSender;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The control channel of an attachment: takes messages to the worker of its stream, and tells it
 * from time to time that the service is there. Only the newest message waits. {@link #run} is for a
 * thread of its own, the other methods are for any thread.
 */
final class AttachedControl implements Runnable {
  private final ControlSender sender;
  private final AttachmentProgress progress;
  private final BooleanSupplier wanted;
  private final Backoff backoff;
  private final FaultGuard faults;
  private final ControlCounters counters;
  private final Turns turns = new Turns();
  private final AtomicReference<@Nullable ControlMessage> waiting = new AtomicReference<>();
  private final LongAdder sent = new LongAdder();
  private volatile boolean detached;

  /** Longest wait for the next message; the first message shows whether the channel exists. */
  private long patienceNanos;

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
    return new ControlChannelView(progress.view(), sent.sum());
  }

  /** Has a message sent, in place of one that waits. Does not wait. */
  void offer(ControlMessage message) {
    if (waiting.getAndSet(message) != null) {
      counters.count(Outcome.DROPPED);
    }
    turns.wake();
  }

  /** Sends messages until it is detached. */
  @Override
  public void run() {
    try {
      // Only the end of the service interrupts this thread.
      faults.repeat(this::takeTurn);
    } finally {
      progress.enter(AttachmentState.ENDED);
      faults.run(sender::close);
    }
  }

  private boolean takeTurn() throws InterruptedException {
    boolean due = awaitTurn();
    if (due) {
      patienceNanos = send(next());
    }
    return due;
  }

  private boolean awaitTurn() throws InterruptedException {
    turns.awaitWhile(this::isIdle);
    return !detached;
  }

  private boolean isIdle() {
    if (detached || wanted.getAsBoolean()) {
      return false;
    }
    progress.enter(AttachmentState.IDLE);
    return true;
  }

  /** The next message; a keep-alive message if none comes in time. */
  private ControlMessage next() throws InterruptedException {
    turns.pause(patienceNanos, () -> detached || waiting.get() != null);
    ControlMessage next = waiting.getAndSet(null);
    return next == null ? ControlMessage.KEEP_ALIVE : next;
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
    } catch (RuntimeException | Error e) {
      faults.caught(e);
      failure = "It met a fault of the service; the log has more.";
    }
    failed(failure);
    return 0;
  }

  private void taken(ControlMessage message, int bytes) {
    backoff.reset();
    if (message.isKeepAlive()) {
      counters.count(Outcome.KEEP_ALIVE);
    } else {
      counters.count(Outcome.SENT);
      sent.increment();
    }
    if (progress.state() != AttachmentState.LIVE) {
      progress.connected();
    }
    progress.received(bytes);
  }

  private void failed(String sentence) throws InterruptedException {
    if (detached) {
      return;
    }
    counters.count(Outcome.FAILED);
    progress.failed(sentence);
    progress.enter(AttachmentState.RETRYING);
    turns.pause(backoff.nextNanos(), () -> detached);
  }

  /** Wakes it: its stream may be wanted now. */
  void wake() {
    turns.wake();
  }

  /** Ends it at once. */
  void detach() {
    detached = true;
    turns.wake();
    sender.close();
  }
}
