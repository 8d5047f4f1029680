package dev.sluice.source.attach;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The waiting of a part of an attachment: until it is its turn, and between two attempts.
 * Conditions depend on fields that are visible to every thread; a change of one is followed by
 * {@link #wake}. Safe for any thread.
 */
final class Turns {
  /** Demand for a stream is looked at anew after this time, in any case. */
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Waits while the condition holds, and looks at it each second and at each {@link #wake}. */
  void awaitWhile(BooleanSupplier waits) throws InterruptedException {
    lock.lock();
    try {
      while (waits.getAsBoolean()) {
        boolean unused = changed.await(MAX_WAIT_NANOS, TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a time, or until a {@link #wake} after which the condition holds. */
  void pause(long nanos, BooleanSupplier ends) throws InterruptedException {
    lock.lock();
    try {
      long rest = nanos;
      while (rest > 0 && !ends.getAsBoolean()) {
        rest = changed.awaitNanos(rest);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Has all that wait look at their conditions. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
