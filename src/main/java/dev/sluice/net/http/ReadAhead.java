package dev.sluice.net.http;

import io.helidon.webserver.ServerConnectionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an HTTP/1.1 connection, read ahead while the handler of a request is parked, because
 * only a pending read hears of a close.
 *
 * <p>Order of calls: any number of {@link #get} by the thread of the connection; while that thread
 * is busy elsewhere, {@link #begin} and {@link #end} in pairs. What the look-ahead read is handed
 * out by the next calls of {@link #get}. A read that is under way at {@link #end} is not aborted:
 * the next {@link #get} waits for its result, so that no byte is lost and no socket is disturbed.
 */
final class ReadAhead implements Supplier<byte @Nullable []> {
  /** A pipelining client is read ahead no further than this; behind it a close is not seen. */
  static final int MAX_AHEAD_BYTES = 64 * 1024;

  private final Supplier<byte @Nullable []> source;
  private final Runnable onEnd;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<byte[]> ahead = new ArrayDeque<>();
  private int aheadBytes;
  private int watchers;
  private boolean reading;
  private boolean ended;
  private @Nullable RuntimeException failure;

  /**
   * @param source blocks for the next bytes; null at the end of the stream; throws what the socket
   *     throws
   * @param onEnd run once, when the end of the stream or a failure has been read
   */
  ReadAhead(Supplier<byte @Nullable []> source, Runnable onEnd) {
    this.source = source;
    this.onEnd = onEnd;
  }

  /** The next bytes, null at the end of the stream; called by the thread of the connection. */
  @Override
  public byte @Nullable [] get() {
    lock.lock();
    try {
      awaitReader();
      byte[] next = ahead.poll();
      if (next != null) {
        aheadBytes -= next.length;
        return next;
      }
      if (ended) {
        return end(failure);
      }
    } finally {
      lock.unlock();
    }
    return readNow();
  }

  /** Starts to look ahead, unless it is being done. */
  void begin() {
    lock.lock();
    try {
      watchers++;
      if (!reading && !ended && aheadBytes < MAX_AHEAD_BYTES) {
        reading = true;
        Thread.ofVirtual().name("http-read-ahead").start(this::readAhead);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nobody needs to look further ahead than the read that is under way. */
  void end() {
    lock.lock();
    try {
      watchers--;
    } finally {
      lock.unlock();
    }
  }

  private void awaitReader() {
    try {
      while (reading && ahead.isEmpty() && !ended) {
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerConnectionException("Interrupted while waiting for the next request", e);
    }
  }

  private byte @Nullable [] readNow() {
    byte[] bytes;
    try {
      bytes = source.get();
    } catch (RuntimeException e) {
      finish(e);
      throw e;
    }
    if (bytes == null) {
      finish(null);
    }
    return bytes;
  }

  private void readAhead() {
    boolean more = true;
    while (more) {
      try {
        byte[] bytes = source.get();
        more = bytes == null ? finish(null) : keep(bytes);
      } catch (RuntimeException e) {
        more = finish(e);
      }
    }
  }

  private boolean keep(byte[] bytes) {
    lock.lock();
    try {
      ahead.add(bytes);
      aheadBytes += bytes.length;
      reading = watchers > 0 && aheadBytes < MAX_AHEAD_BYTES;
      changed.signalAll();
      return reading;
    } finally {
      lock.unlock();
    }
  }

  private boolean finish(@Nullable RuntimeException cause) {
    lock.lock();
    try {
      reading = false;
      ended = true;
      failure = cause;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    onEnd.run();
    return false;
  }

  private static byte @Nullable [] end(@Nullable RuntimeException cause) {
    if (cause != null) {
      throw cause;
    }
    return null;
  }
}
