package dev.sluice.base.tasks;

import java.util.concurrent.atomic.LongAdder;

/** Runs code of one part of the program. A fault is counted and logged, never thrown. */
public final class FaultGuard {
  private final Faults faults;
  private final String where;
  private final LongAdder count;

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

  /** Counts and logs a fault that the caller caught. */
  public void caught(Throwable fault) {
    count.increment();
    try {
      faults.log(where, fault);
    } catch (Throwable ofLogger) {
      // The fault is counted. A failing logger must not end the guarded part.
    }
  }
}
