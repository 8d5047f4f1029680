package dev.sluice.source.push;

import java.util.concurrent.locks.LockSupport;

/**
 * The clock of one push, a thread until the push is over: flushes what a pause completes, notices a
 * stall. It is a platform thread since it wakes twice for each picture that comes in pieces.
 */
record PushTimer(Push push, long stallNanos) implements Runnable {
  /** Guards against spinning, should a sink's deadline stay in the past. */
  private static final long MIN_NAP_NANOS = 500_000;

  @Override
  public void run() {
    long now = System.nanoTime();
    for (long next = push.look(now, stallNanos);
        next != Push.OVER;
        next = push.look(now, stallNanos)) {
      LockSupport.parkNanos(Math.max(next - now, MIN_NAP_NANOS));
      now = System.nanoTime();
    }
  }
}
