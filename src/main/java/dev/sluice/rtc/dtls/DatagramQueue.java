package dev.sluice.rtc.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A few datagrams on their way from the network to the handshake's thread. */
final class DatagramQueue {
  /** A flight of a viewer is one to four datagrams; more is repetition or noise. */
  static final int LIMIT = 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Small at first: most of the time, and after the handshake always, it holds nothing.
  private final ArrayDeque<byte[]> datagrams = new ArrayDeque<>(1);
  private boolean closed;

  /** Takes a datagram over, or says why not. */
  @Nullable DtlsDrop offer(byte[] datagram) {
    lock.lock();
    try {
      if (closed) {
        return DtlsDrop.CLOSED;
      }
      if (datagrams.size() >= LIMIT) {
        return DtlsDrop.QUEUE_FULL;
      }
      datagrams.add(datagram);
      changed.signal();
      return null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next datagram, or null when none came in time.
   *
   * @param waitMillis at most; 0 waits without limit
   * @throws IOException when the queue is closed
   */
  byte @Nullable [] poll(int waitMillis) throws IOException {
    long left =
        waitMillis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(Math.max(0, waitMillis));
    lock.lock();
    try {
      while (!closed && datagrams.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (closed) {
        throw new IOException("the connection is closed");
      }
      return datagrams.poll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } finally {
      lock.unlock();
    }
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return datagrams.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what is queued, refuses what comes and wakes whoever waits. */
  void close() {
    lock.lock();
    try {
      closed = true;
      datagrams.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
