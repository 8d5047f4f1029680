package dev.sluice.bench.stream;

import java.util.concurrent.locks.LockSupport;

/** Lets time pass during a measurement. */
public final class Pause {
  private Pause() {}

  /** Waits until this time of {@link System#nanoTime}. */
  public static void until(long nanoTime) throws InterruptedException {
    long left = nanoTime - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      left = nanoTime - System.nanoTime();
    }
  }

  public static void seconds(double seconds) throws InterruptedException {
    until(System.nanoTime() + (long) (seconds * 1e9));
  }
}
