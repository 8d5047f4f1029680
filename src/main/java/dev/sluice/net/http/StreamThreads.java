package dev.sluice.net.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that handle the streams of one HTTP/2 connection, each with the watch that ends with
 * it: later than the handler, because the server reads the rest of the body behind it.
 */
final class StreamThreads {
  private final AtomicInteger running;
  private final Map<Thread, ClientPresence.Watch> watches = new ConcurrentHashMap<>();

  /**
   * @param running counts those of all connections
   */
  StreamThreads(AtomicInteger running) {
    this.running = running;
  }

  /** Keeps the watch until the task of the calling thread is over. */
  void keep(ClientPresence.Watch watch) {
    watches.put(Thread.currentThread(), watch);
  }

  /** The same executor, for tasks that end their thread's watch. */
  ExecutorService over(ExecutorService plain) {
    return new Ending(plain);
  }

  private void run(Runnable task) {
    running.incrementAndGet();
    try {
      task.run();
    } finally {
      running.decrementAndGet();
      ClientPresence.Watch watch = watches.remove(Thread.currentThread());
      if (watch != null) {
        watch.close();
      }
    }
  }

  private final class Ending extends AbstractExecutorService {
    private final ExecutorService plain;

    Ending(ExecutorService plain) {
      this.plain = plain;
    }

    @Override
    public void execute(Runnable task) {
      plain.execute(() -> run(task));
    }

    @Override
    public void shutdown() {
      plain.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return plain.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return plain.isShutdown();
    }

    @Override
    public boolean isTerminated() {
      return plain.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      return plain.awaitTermination(timeout, unit);
    }
  }
}
