package dev.sluice.rtc.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A bounded queue of datagrams from the network to the handshake's thread. */
final class DatagramQueue {
  /** A viewer's flight has one to four datagrams; more are retransmissions or noise. */
  static final int LIMIT = 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Small at first: it is empty most of the time, and always after the handshake.
  private final ArrayDeque<byte[]> datagrams = new ArrayDeque<>(1);
  private boolean closed;

  /** Adds a datagram. Returns null if it was added, otherwise the reason. */
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
   * Waits for the next datagram. Returns null on timeout.
   *
   * @param waitMillis timeout; 0 for none
   * @throws IOException if the queue is closed
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

  /** Drops queued and future datagrams, and wakes waiting threads. */
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
