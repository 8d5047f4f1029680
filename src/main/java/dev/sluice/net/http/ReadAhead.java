package dev.sluice.net.http;

import dev.sluice.net.framing.ByteInput;
import io.helidon.webserver.ServerConnectionException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads an HTTP/1.1 connection ahead while a request is held, because only a pending read notices a
 * close.
 *
 * <p>Order of calls: any number of {@link #get} by the connection's thread; while that thread waits
 * elsewhere, {@link #begin} and {@link #end} in pairs. {@link #end} does not abort a pending read:
 * the next {@link #get} waits for its result, so that no byte is lost.
 */
final class ReadAhead implements ByteInput {
  /** Limit for a pipelining client. Behind it, a close is not noticed. */
  static final int MAX_AHEAD_BYTES = 64 * 1024;

  /** Memory of an array besides its bytes: a client may send them one by one. */
  private static final int ARRAY_BYTES = 32;

  private final ByteInput source;
  private final Runnable onEnd;
  private final Deque<byte[]> ahead = new ArrayDeque<>();
  private int aheadBytes;
  private int holds;
  private boolean reading;

  /** Repeats the end of the stream or the failure; null before it. Only one thread reads. */
  private volatile @Nullable Supplier<byte @Nullable []> ending;

  /**
   * @param source blocks for the next bytes
   * @param onEnd run once, at the end of the stream or at an exception
   */
  ReadAhead(ByteInput source, Runnable onEnd) {
    this.source = source;
    this.onEnd = onEnd;
  }

  /** The next bytes, those read ahead first; null at the end of the stream. */
  @Override
  public byte @Nullable [] get() {
    byte[] next = poll();
    return next == null ? read() : next;
  }

  @Override
  public int read(byte[] into) {
    byte[] next = poll();
    if (next == null) {
      return readInto(into);
    }
    int count = Math.min(next.length, into.length);
    System.arraycopy(next, 0, into, 0, count);
    if (count < next.length) {
      putBack(Arrays.copyOfRange(next, count, next.length));
    }
    return count;
  }

  private synchronized void putBack(byte[] rest) {
    ahead.addFirst(rest);
    aheadBytes += rest.length + ARRAY_BYTES;
  }

  private synchronized byte @Nullable [] poll() {
    try {
      while (reading && ahead.isEmpty()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerConnectionException("Interrupted while waiting for the next request", e);
    }
    byte[] next = ahead.poll();
    aheadBytes -= next == null ? 0 : next.length + ARRAY_BYTES;
    return next;
  }

  /** Starts to read ahead. */
  synchronized void begin() {
    holds++;
    if (!reading && ending == null && aheadBytes < MAX_AHEAD_BYTES) {
      reading = true;
      Thread.ofVirtual().name("http-read-ahead").start(this::readAhead);
    }
  }

  /** Stops reading ahead after the pending read. */
  synchronized void end() {
    holds--;
  }

  private void readAhead() {
    boolean more = true;
    while (more) {
      byte[] bytes = null;
      try {
        bytes = read();
      } catch (RuntimeException e) {
        // The next get() throws it again.
      }
      more = keep(bytes);
    }
  }

  private synchronized boolean keep(byte @Nullable [] bytes) {
    if (bytes != null) {
      ahead.add(bytes);
      aheadBytes += bytes.length + ARRAY_BYTES;
    }
    reading = bytes != null && holds > 0 && aheadBytes < MAX_AHEAD_BYTES;
    notifyAll();
    return reading;
  }

  private byte @Nullable [] read() {
    Supplier<byte @Nullable []> end = ending;
    if (end != null) {
      return end.get();
    }
    try {
      byte[] bytes = source.get();
      return bytes == null ? end(() -> null) : bytes;
    } catch (RuntimeException e) {
      return end(
          () -> {
            throw e;
          });
    }
  }

  private int readInto(byte[] into) {
    if (ending != null) {
      byte[] unused = read();
      return -1;
    }
    try {
      int count = source.read(into);
      if (count < 0) {
        byte[] unused = end(() -> null);
      }
      return count;
    } catch (RuntimeException e) {
      byte[] unused =
          end(
              () -> {
                throw e;
              });
      throw e;
    }
  }

  private byte @Nullable [] end(Supplier<byte @Nullable []> result) {
    ending = result;
    onEnd.run();
    return result.get();
  }
}
