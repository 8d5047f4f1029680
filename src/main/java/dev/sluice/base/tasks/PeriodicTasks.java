package dev.sluice.base.tasks;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The scheduler of all periodic tasks. An exception is counted and logged, and the task continues
 * with its next turn. A bare {@link ScheduledExecutorService} drops a task at its first exception.
 * Thread-safe.
 *
 * <p>Each task is given the present time in nanoseconds. A turn starts one period after the end of
 * the previous turn.
 */
public final class PeriodicTasks implements AutoCloseable {
  private final Faults faults;
  private final LongSupplier nanoTime;
  private final Set<PeriodicTask> threaded = ConcurrentHashMap.newKeySet();

  /**
   * @param faults counts faults of the tasks, under the tasks' names
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public PeriodicTasks(Faults faults, LongSupplier nanoTime) {
    this.faults = faults;
    this.nanoTime = nanoTime;
  }

  /** The counters of faults in tasks. */
  public Faults faults() {
    return faults;
  }

  /**
   * Starts a task on a daemon thread of its own, so that it may block without delaying others. Its
   * first turn comes after one period.
   *
   * @param name of the task, its thread and the label of its faults, such as {@code session_reaper}
   */
  public PeriodicTask start(String name, Duration period, LongConsumer task) {
    return start(name, period, period, task);
  }

  /** Starts a task like {@link #start(String, Duration, LongConsumer)}, with its first turn now. */
  public PeriodicTask startNow(String name, Duration period, LongConsumer task) {
    return start(name, Duration.ZERO, period, task);
  }

  private PeriodicTask start(String name, Duration delay, Duration period, LongConsumer task) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    PeriodicTask started =
        new PeriodicTask(
            schedule(thread, name, delay, period, task),
            closed -> {
              thread.shutdownNow();
              threaded.remove(closed);
            });
    threaded.add(started);
    return started;
  }

  /**
   * Starts a task on the caller's executor, such as an event loop. Turns must not block it. The
   * task ends with the executor.
   */
  public PeriodicTask startOn(
      ScheduledExecutorService executor, String name, Duration period, LongConsumer task) {
    return new PeriodicTask(schedule(executor, name, period, period, task), closed -> {});
  }

  private Future<?> schedule(
      ScheduledExecutorService executor,
      String name,
      Duration delay,
      Duration period,
      LongConsumer task) {
    FaultGuard guard = faults.guard(name);
    return executor.scheduleWithFixedDelay(
        () -> guard.run(() -> task.accept(nanoTime.getAsLong())),
        delay.toNanos(),
        period.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  /** Ends the tasks that have a thread of their own; a turn under way is interrupted. */
  @Override
  public void close() {
    threaded.forEach(PeriodicTask::close);
  }
}
