package dev.sluice.http;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notes since when a thread has been waiting for bytes of a connection, because the server waits
 * for ever, in mid-request too.
 */
final class ReadWatch {
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread reader;
  private long sinceNanos;

  /** Runs a read, or several that have to be over as soon as one, that the others may end. */
  <T extends @Nullable Object> T read(Supplier<T> read) {
    set(Thread.currentThread());
    try {
      return read.get();
    } finally {
      set(null);
    }
  }

  /**
   * Interrupts a read that has waited too long; that closes the socket, as it is read by a virtual
   * thread.
   */
  void endIfOlder(long ageNanos, long nowNanos) {
    lock.lock();
    try {
      if (nowNanos - sinceNanos > ageNanos) {
        end();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts a read that is under way. */
  void end() {
    lock.lock();
    try {
      Thread thread = reader;
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void set(@Nullable Thread thread) {
    lock.lock();
    try {
      reader = thread;
      sinceNanos = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }
}
