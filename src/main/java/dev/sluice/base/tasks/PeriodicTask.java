package dev.sluice.base.tasks;

import java.util.concurrent.Future;
import java.util.function.Consumer;

/** A periodic task that runs until it is closed. */
public final class PeriodicTask implements AutoCloseable {
  private final Future<?> turns;
  private final Consumer<PeriodicTask> release;

  /**
   * @param turns the schedule, cancelled at the end
   * @param release frees the thread, where the task has one of its own
   */
  PeriodicTask(Future<?> turns, Consumer<PeriodicTask> release) {
    this.turns = turns;
    this.release = release;
  }

  /** Ends the task; does not wait for a turn under way. */
  @Override
  public void close() {
    turns.cancel(false);
    release.accept(this);
  }
}
