package dev.sluice.stream.life;

import dev.sluice.base.tasks.PeriodicTask;
import dev.sluice.base.tasks.PeriodicTasks;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Fills streams without sound with silence, as long as they have viewers whose answer has sound. It
 * runs only while there are such streams.
 */
public final class SilenceFiller implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(20);

  private final PeriodicTasks tasks;
  private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable PeriodicTask task;
  private boolean closed;

  /**
   * @param streams to be filled where they need it
   * @param tasks runs the filling
   */
  public SilenceFiller(Streams streams, PeriodicTasks tasks) {
    this.tasks = tasks;
    streams.addSourceListener(this::look);
  }

  private void look(Stream stream) {
    boolean changed = stream.wantsSilence() ? streams.add(stream) : streams.remove(stream);
    if (changed) {
      startOrStop();
    }
  }

  private void startOrStop() {
    lock.lock();
    try {
      boolean runs = !streams.isEmpty() && !closed;
      if (runs && task == null) {
        task = tasks.startNow("silence", PERIOD, this::fill);
      } else if (!runs && task != null) {
        task.close();
        task = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void fill(long nowNanos) {
    for (Stream stream : streams) {
      stream.publisher().fillSilence(nowNanos);
    }
  }

  /** Count of streams that are filled now. */
  public int count() {
    return streams.size();
  }

  /** Ends the filling. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    startOrStop();
  }
}
