package dev.sluice.net.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The handlers of one connection that wait for something. They are interrupted when their client
 * closes the connection or resets the HTTP/2 stream. Thread-safe.
 */
final class HeldRequests {
  /** Number of resets remembered for handlers that have not started to wait yet. */
  private static final int RESETS_KEPT = 512;

  private final Map<Integer, Thread> handlers = new HashMap<>();
  private final Deque<Integer> resets = new ArrayDeque<>();
  private boolean closed;
  private long lastReleaseNanos;

  HeldRequests(long nowNanos) {
    this.lastReleaseNanos = nowNanos;
  }

  /**
   * The calling thread starts to wait. It is interrupted at once if its client has left already.
   *
   * @param requestId the stream id on HTTP/2
   */
  synchronized void hold(int requestId) {
    handlers.put(requestId, Thread.currentThread());
    if (gone(requestId)) {
      Thread.currentThread().interrupt();
    }
  }

  /** The wait is over; no interrupt comes after this. */
  synchronized void release(int requestId, long nowNanos) {
    handlers.remove(requestId);
    lastReleaseNanos = nowNanos;
  }

  /** Whether the client has closed the connection or reset the stream. */
  synchronized boolean gone(int requestId) {
    return closed || resets.contains(requestId);
  }

  /** Whether a request is held, or was held within the given time. */
  synchronized boolean heldWithin(long nanos, long nowNanos) {
    return !handlers.isEmpty() || nowNanos - lastReleaseNanos < nanos;
  }

  /** The client reset a stream (RFC 9113 section 6.4). */
  synchronized void streamReset(int streamId) {
    if (resets.size() == RESETS_KEPT) {
      resets.removeFirst();
    }
    resets.addLast(streamId);
    Thread handler = handlers.get(streamId);
    if (handler != null) {
      handler.interrupt();
    }
  }

  /** The connection ended. */
  synchronized void connectionClosed() {
    closed = true;
    handlers.values().forEach(Thread::interrupt);
  }
}
