package dev.sluice.source.attach;

import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.source.data.DataView;
import dev.sluice.source.data.ReceivedData;
import dev.sluice.source.transport.Transport;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A data channel of an attachment: has its transport connect, again and again, independently of the
 * media. {@link #run} is for a thread of its own, the other methods are for any thread.
 */
final class AttachedData implements Runnable {
  private final Transport transport;
  private final AttachmentProgress progress;
  private final ReceivedData received;
  private final BooleanSupplier wanted;
  private final Backoff backoff;
  private final FaultGuard faults;
  private final long idleNanos;
  private final Turns turns = new Turns();
  private volatile @Nullable DataInlet inlet;
  private volatile boolean detached;
  private volatile long wantedNanos;

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
      // Only the end of the service interrupts this thread.
      faults.repeat(this::takeTurn);
    } finally {
      progress.enter(AttachmentState.ENDED);
      faults.run(transport::close);
    }
  }

  private boolean takeTurn() throws InterruptedException {
    DataInlet next = awaitTurn();
    if (next != null) {
      connect(next);
    }
    return next != null;
  }

  /** Waits until it is to be connected; null if it never is. */
  private @Nullable DataInlet awaitTurn() throws InterruptedException {
    turns.awaitWhile(this::isIdle);
    wantedNanos = System.nanoTime();
    DataInlet next = new DataInlet(received, progress);
    // In this order: a detach that comes later stops this inlet.
    inlet = next;
    return over() ? null : next;
  }

  private boolean isIdle() {
    if (over() || wanted.getAsBoolean()) {
      return false;
    }
    progress.enter(AttachmentState.IDLE);
    return true;
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
    } catch (RuntimeException | Error e) {
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
    turns.pause(backoff.nextNanos(), () -> detached);
  }

  /** Disconnects it if nobody has wanted it for a while. */
  void look(long nowNanos) {
    turns.wake();
    if (wanted.getAsBoolean()) {
      wantedNanos = nowNanos;
    } else if (nowNanos - wantedNanos >= idleNanos) {
      stop();
    }
  }

  /** Wakes it: its stream may be wanted now. */
  void wake() {
    turns.wake();
  }

  /** Ends it at once. */
  void detach() {
    detached = true;
    turns.wake();
    stop();
  }

  private void stop() {
    DataInlet open = inlet;
    if (open != null) {
      open.stop();
    }
  }
}
