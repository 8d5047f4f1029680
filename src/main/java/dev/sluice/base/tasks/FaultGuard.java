package dev.sluice.base.tasks;

import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Runs code of one part of the program. A fault is counted and logged, never thrown. */
public final class FaultGuard {
  /** Pause of a loop after a fault: without memory the next turn fails at once. */
  private static final long NAP_NANOS = 100_000_000;

  private final Faults faults;
  private final String where;
  private final LongAdder count;

  /** One turn of a loop. */
  @FunctionalInterface
  public interface Turn {
    /**
     * Takes the turn.
     *
     * @return false if it was the last one
     * @throws InterruptedException to end the loop
     */
    boolean take() throws InterruptedException;
  }

  FaultGuard(Faults faults, String where, LongAdder count) {
    this.faults = faults;
    this.where = where;
    this.count = count;
  }

  /** Runs a task; returns normally also if the task throws. */
  public void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable fault) {
      caught(fault);
    }
  }

  /**
   * Takes turns until one is the last, or the thread is interrupted. A fault ends its turn only;
   * the next one follows after a pause.
   */
  public void repeat(Turn turn) {
    boolean more = true;
    while (more) {
      try {
        more = turn.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Throwable fault) {
        caught(fault);
        LockSupport.parkNanos(NAP_NANOS);
      }
    }
  }

  /** Counts and logs a fault that the caller caught. Never throws, also without memory. */
  public void caught(Throwable fault) {
    try {
      count.increment();
      faults.log(where, fault);
    } catch (Throwable another) {
      // A failing logger must not end the guarded part.
    }
  }
}
