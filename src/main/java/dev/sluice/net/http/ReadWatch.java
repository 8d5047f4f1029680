package dev.sluice.net.http;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notes since when a thread has been waiting for bytes of a connection, because the server waits
 * for ever, in mid-request too.
 */
final class ReadWatch {
  private final ReentrantLock lock = new ReentrantLock();
  private final Runnable cut;
  private boolean reading;
  private long sinceNanos;

  /**
   * @param cut closes the socket, whatever thread reads it
   */
  ReadWatch(Runnable cut) {
    this.cut = cut;
  }

  /** Runs a read, or several that have to be over as soon as one, that the others may end. */
  <T extends @Nullable Object> T read(Supplier<T> read) {
    set(true);
    try {
      return read.get();
    } finally {
      set(false);
    }
  }

  /** Ends a read that has waited too long, and its connection. */
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

  /** Ends a read that is under way, and its connection. */
  void end() {
    lock.lock();
    try {
      if (reading) {
        cut.run();
      }
    } finally {
      lock.unlock();
    }
  }

  private void set(boolean begins) {
    lock.lock();
    try {
      reading = begins;
      sinceNanos = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }
}
