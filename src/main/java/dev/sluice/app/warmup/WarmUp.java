package dev.sluice.app.warmup;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Connects simulated viewers to a second service in the background, so that the code is loaded and
 * compiled before the first real viewers come.
 *
 * <p>Real viewers go first. The warm-up pauses while real viewers are connecting. Once real viewers
 * watch, it ends after {@value #MIN_VIEWERS} simulated ones, because the real ones do the rest.
 */
public final class WarmUp implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Minimum number of simulated viewers; with fewer, the first real viewers wait for seconds. */
  private static final int MIN_VIEWERS = 300;

  private static final long YIELD_MILLIS = 50;

  private final Thread thread;
  private volatile int connected;

  /** Guards the fields below. */
  private final ReentrantLock lock = new ReentrantLock();

  private boolean interruptible;
  private boolean stopping;

  /**
   * Starts the warm-up in a thread of its own.
   *
   * @param viewers number of simulated viewers
   * @param target starts the service that they connect to
   * @param connecting true while real viewers are connecting
   * @param watched true if there are real viewers
   */
  public WarmUp(
      int viewers,
      WarmUpTarget.Starter target,
      BooleanSupplier connecting,
      BooleanSupplier watched) {
    thread =
        Thread.ofVirtual().name("warm-up").start(() -> run(viewers, target, connecting, watched));
  }

  private void run(
      int viewers,
      WarmUpTarget.Starter starter,
      BooleanSupplier connecting,
      BooleanSupplier watched) {
    try (WarmUpTarget target = starter.start()) {
      if (beginInterruptible()) {
        try {
          connect(viewers, target, connecting, watched);
        } finally {
          endInterruptible();
        }
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "The warm-up was stopped.");
    } catch (IOException | RuntimeException e) {
      // The service works without: its first viewers only wait a little longer.
      LOG.log(System.Logger.Level.DEBUG, "The warm-up was stopped by an error.", e);
    }
  }

  private void connect(
      int viewers, WarmUpTarget target, BooleanSupplier connecting, BooleanSupplier watched)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (WarmUpViewers simulated = new WarmUpViewers(target.publicPort(), target.streamName())) {
      while (connected < viewers
          && System.nanoTime() - begun < MAX_NANOS
          && (connected < MIN_VIEWERS || !watched.getAsBoolean())) {
        if (connecting.getAsBoolean()) {
          Thread.sleep(YIELD_MILLIS);
        } else {
          simulated.connectNext();
          connected = simulated.connected();
        }
      }
    }
    LOG.log(
        System.Logger.Level.DEBUG,
        "The warm-up is complete: {0} viewers in {1} ms.",
        connected,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }

  /** Allows {@link #close} to interrupt the thread; false if it has been called already. */
  private boolean beginInterruptible() {
    lock.lock();
    try {
      interruptible = !stopping;
      return interruptible;
    } finally {
      lock.unlock();
    }
  }

  /** The target closes on a thread without an interrupt: Helidon would throw. */
  private void endInterruptible() {
    lock.lock();
    try {
      interruptible = false;
      boolean unused = Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** Number of simulated viewers that got media so far. */
  public int connected() {
    return connected;
  }

  /** Waits for the end of the warm-up; returns false if it is still running after {@code wait}. */
  public boolean join(Duration wait) throws InterruptedException {
    return thread.join(wait);
  }

  /** Stops the warm-up and waits for its thread. */
  @Override
  public void close() {
    lock.lock();
    try {
      stopping = true;
      if (interruptible) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
