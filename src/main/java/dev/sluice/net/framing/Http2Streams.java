package dev.sluice.net.framing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The open streams of a connection, and the window for the DATA that its client may send (RFC 9113
 * sections 5.1 and 5.2). Thread-safe: one thread reads frames, others write them.
 */
final class Http2Streams {
  /** Window of a new connection (RFC 9113 section 6.9.2). */
  private static final int FIRST_WINDOW_BYTES = 65_535;

  private static final class OpenStream {
    boolean clientEnded;
    boolean serviceEnded;
    boolean mayTakeLong;
    long openedNanos;
    long lastDataNanos;
  }

  private final Map<Integer, OpenStream> streams = new HashMap<>();
  private long windowBytes = FIRST_WINDOW_BYTES;

  /** The client opened a stream. */
  synchronized void open(int streamId, boolean ends, long nowNanos) {
    OpenStream stream = new OpenStream();
    stream.clientEnded = ends;
    stream.openedNanos = nowNanos;
    stream.lastDataNanos = nowNanos;
    streams.put(streamId, stream);
  }

  /** Whether a stream is open in one direction at least. */
  synchronized boolean isOpen(int streamId) {
    return streams.containsKey(streamId);
  }

  /**
   * A DATA frame, or trailers with a length of 0.
   *
   * @throws Http2FaultException if the window is too small for it; Helidon does not check it
   */
  synchronized void data(int streamId, int length, boolean ends, long nowNanos) {
    windowBytes -= length;
    if (windowBytes < 0) {
      throw new Http2FaultException(Http2Fault.WINDOW, "more data than the window allows");
    }
    OpenStream stream = streams.get(streamId);
    if (stream != null) {
      stream.lastDataNanos = nowNanos;
      stream.clientEnded |= ends;
      removeIfEnded(streamId, stream);
    }
  }

  /**
   * The client reset a stream. Returns false if the stream has ended already: Helidon would end the
   * connection for it.
   */
  synchronized boolean reset(int streamId) {
    return streams.remove(streamId) != null;
  }

  /** The body of a stream may take any time. */
  synchronized void expectLongBody(int streamId) {
    OpenStream stream = streams.get(streamId);
    if (stream != null) {
      stream.mayTakeLong = true;
    }
  }

  /** The service reset a stream. */
  synchronized void serviceReset(int streamId) {
    streams.remove(streamId);
  }

  /** The service ended its side of a stream. */
  synchronized void serviceEnded(int streamId) {
    OpenStream stream = streams.get(streamId);
    if (stream != null) {
      stream.serviceEnded = true;
      removeIfEnded(streamId, stream);
    }
  }

  /** The service lets the client send more. */
  synchronized void widen(int bytes) {
    windowBytes += bytes;
  }

  private void removeIfEnded(int streamId, OpenStream stream) {
    if (stream.clientEnded && stream.serviceEnded) {
      streams.remove(streamId);
    }
  }

  /**
   * Removes and returns the streams whose body is late.
   *
   * @param pauseNanos allowed between two DATA frames
   * @param wholeNanos allowed from the head to the end, unless the body may take long
   */
  synchronized List<Integer> removeLate(long pauseNanos, long wholeNanos, long nowNanos) {
    List<Integer> late =
        streams.entrySet().stream()
            .filter(entry -> isLate(entry.getValue(), pauseNanos, wholeNanos, nowNanos))
            .map(Map.Entry::getKey)
            .toList();
    late.forEach(streams::remove);
    return late;
  }

  private static boolean isLate(
      OpenStream stream, long pauseNanos, long wholeNanos, long nowNanos) {
    boolean paused = nowNanos - stream.lastDataNanos > pauseNanos;
    boolean slow = !stream.mayTakeLong && nowNanos - stream.openedNanos > wholeNanos;
    return !stream.clientEnded && (paused || slow);
  }
}
