package dev.sluice.source.supervisor;

import dev.sluice.base.tasks.FaultGuard;
import java.util.concurrent.locks.LockSupport;

/**
 * The timer of one source, with a thread until the end of the source. It flushes access units that
 * a pause proves complete, and detects a stall. The thread is a platform thread, since it wakes
 * twice for each picture that arrives in pieces.
 *
 * @param faults counts faults of the parser, which do not end the watch for a stall
 */
record SourceTimer(Source source, long stallNanos, FaultGuard faults) implements Runnable {
  /** Guards against spinning, should the parser's deadline stay in the past. */
  private static final long MIN_NAP_NANOS = 500_000;

  private static final long NAP_AFTER_FAULT_NANOS = 100_000_000;

  @Override
  public void run() {
    long now = System.nanoTime();
    for (long next = look(now); next != Source.OVER; next = look(now)) {
      LockSupport.parkNanos(Math.max(next - now, MIN_NAP_NANOS));
      now = System.nanoTime();
    }
  }

  private long look(long nowNanos) {
    try {
      return source.look(nowNanos, stallNanos);
    } catch (RuntimeException | Error e) {
      faults.caught(e);
      return nowNanos + NAP_AFTER_FAULT_NANOS;
    }
  }
}
