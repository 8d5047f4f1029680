package dev.sluice.net.framing;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * Stands between an HTTP/2 client and Helidon: bounds what the client may send without asking for
 * anything (RFC 9113 section 10.5), and replaces header blocks by checked ones. DATA passes
 * uncopied.
 *
 * <p>Input: the connection preface of 24 bytes, then frames.
 */
public final class Http2Guard {
  /** Limit for the fields of a request, to be announced as SETTINGS_MAX_HEADER_LIST_SIZE. */
  public static final int MAX_HEADER_LIST_BYTES = 16 * 1024;

  private static final int PREFACE_BYTES = 24;

  /** Default of SETTINGS_MAX_FRAME_SIZE, which the service does not change. */
  private static final int MAX_FRAME_BYTES = 16 * 1024;

  /** A value takes 6 bytes. Six are defined, and clients add a random one. */
  private static final int MAX_SETTINGS_BYTES = 32 * 6;

  private static final int CANCEL = 8;
  private static final int RESET_BYTES = 4;
  private static final int WINDOW_UPDATE_BYTES = 4;

  private final IntConsumer onReset;
  private final long pauseNanos;
  private final long wholeNanos;
  private final HeaderBlocks blocks;
  private final FrameRates rates = new FrameRates();
  private final Http2Streams streams = new Http2Streams();
  private final byte[] head = new byte[FrameHead.BYTES];
  private int headBytes;
  private int payloadBytes = PREFACE_BYTES;
  private Destination destination = Destination.PASS;
  private int highestStreamId;

  private enum Destination {
    PASS,
    DROP,
    BLOCK
  }

  /**
   * @param pathAllowed whether Helidon takes a path, possibly with a query
   * @param pause allowed in a request's body; then its stream is reset
   * @param whole allowed for a request's body, unless it {@linkplain #expectLongBody may take long}
   * @param onReset takes the ids of reset streams
   */
  public Http2Guard(
      Predicate<String> pathAllowed, Duration pause, Duration whole, IntConsumer onReset) {
    this.onReset = onReset;
    this.pauseNanos = pause.toNanos();
    this.wholeNanos = whole.toNanos();
    this.blocks =
        new HeaderBlocks(new HpackDecoder(MAX_HEADER_LIST_BYTES), new RequestFields(pathAllowed));
  }

  /**
   * The next bytes of the client, cut anywhere.
   *
   * @return the bytes to pass on; may be none
   * @throws Http2FaultException when the connection has to end
   */
  public byte[] received(byte[] bytes, long nowNanos) {
    PassedBytes passed = new PassedBytes(bytes);
    if (payloadBytes == 0 && headBytes == 0 && !blocks.isOpen()) {
      streams
          .removeLate(pauseNanos, wholeNanos, nowNanos)
          .forEach(streamId -> reset(streamId, passed));
    }
    int at = 0;
    while (at < bytes.length) {
      at += payloadBytes > 0 ? payload(bytes, at, passed) : head(bytes, at, nowNanos, passed);
      if (payloadBytes == 0 && destination == Destination.BLOCK) {
        destination = Destination.PASS;
        blocks.endFrame().ifPresent(block -> passBlock(block, nowNanos, passed));
      }
    }
    return passed.result();
  }

  /** Takes bytes of a payload; returns their number. */
  private int payload(byte[] bytes, int at, PassedBytes passed) {
    int count = Math.min(payloadBytes, bytes.length - at);
    if (destination != Destination.PASS) {
      passed.withhold(at, count);
    }
    if (destination == Destination.BLOCK) {
      blocks.append(bytes, at, count);
    }
    payloadBytes -= count;
    return count;
  }

  /** Takes bytes of a head; returns their number. A cut head is kept until it is whole. */
  private int head(byte[] bytes, int at, long nowNanos, PassedBytes passed) {
    if (headBytes == 0 && bytes.length - at >= FrameHead.BYTES) {
      begin(FrameHead.of(bytes, at), nowNanos);
      if (destination != Destination.PASS) {
        passed.withhold(at, FrameHead.BYTES);
      }
      return FrameHead.BYTES;
    }
    int count = Math.min(FrameHead.BYTES - headBytes, bytes.length - at);
    passed.withhold(at, count);
    System.arraycopy(bytes, at, head, headBytes, count);
    headBytes += count;
    if (headBytes == FrameHead.BYTES) {
      headBytes = 0;
      begin(FrameHead.of(head, 0), nowNanos);
      if (destination == Destination.PASS) {
        passed.insert(head);
      }
    }
    return count;
  }

  private void passBlock(byte[] block, long nowNanos, PassedBytes passed) {
    FrameHead frame = FrameHead.of(block, 0);
    int streamId = frame.streamId();
    boolean ends = frame.has(FrameHead.END_STREAM);
    if (streamId > highestStreamId) {
      highestStreamId = streamId;
      streams.open(streamId, ends, nowNanos);
    } else if (streams.isOpen(streamId)) {
      streams.data(streamId, 0, ends, nowNanos);
    } else {
      // Trailers of a stream that the service has reset meanwhile.
      return;
    }
    passed.insert(block);
  }

  private void begin(FrameHead frame, long nowNanos) {
    payloadBytes = frame.length();
    if (frame.length() > MAX_FRAME_BYTES) {
      throw new Http2FaultException(Http2Fault.FRAME_SIZE, "a frame above the limit");
    }
    if (blocks.isOpen() || frame.type() == FrameHead.CONTINUATION) {
      blocks.begin(frame);
      destination = Destination.BLOCK;
      return;
    }
    destination =
        switch (frame.type()) {
          case FrameHead.HEADERS -> {
            blocks.begin(frame);
            yield Destination.BLOCK;
          }
          case FrameHead.DATA -> data(frame, nowNanos);
          case FrameHead.RST_STREAM -> reset(frame, nowNanos);
          case FrameHead.SETTINGS -> {
            rates.take(Http2Fault.SETTINGS, nowNanos);
            requireLength(frame.length() <= MAX_SETTINGS_BYTES, Http2Fault.SETTINGS);
            yield Destination.PASS;
          }
          case FrameHead.PING -> limited(Http2Fault.PING, Destination.PASS, nowNanos);
          case FrameHead.WINDOW_UPDATE ->
              limited(Http2Fault.WINDOW_UPDATE, Destination.PASS, nowNanos);
          // Priorities are deprecated (RFC 9113 section 5.3.2) and not used.
          case FrameHead.PRIORITY -> limited(Http2Fault.PRIORITY, Destination.DROP, nowNanos);
          case FrameHead.PUSH_PROMISE, FrameHead.GOAWAY -> Destination.PASS;
          default -> limited(Http2Fault.UNKNOWN, Destination.DROP, nowNanos);
        };
  }

  private Destination limited(Http2Fault kind, Destination then, long nowNanos) {
    rates.take(kind, nowNanos);
    return then;
  }

  private Destination data(FrameHead frame, long nowNanos) {
    boolean ends = frame.has(FrameHead.END_STREAM);
    // One byte of padding length is no data either.
    if (!ends && frame.length() <= (frame.has(FrameHead.PADDED) ? 1 : 0)) {
      rates.take(Http2Fault.EMPTY_DATA, nowNanos);
    }
    streams.data(frame.streamId(), frame.length(), ends, nowNanos);
    return Destination.PASS;
  }

  private Destination reset(FrameHead frame, long nowNanos) {
    requireLength(frame.length() == RESET_BYTES, Http2Fault.FRAME_SIZE);
    rates.take(Http2Fault.RST_STREAM, nowNanos);
    if (frame.streamId() == 0 || frame.streamId() > highestStreamId) {
      throw new Http2FaultException(Http2Fault.FRAME, "a reset of no stream");
    }
    if (!streams.reset(frame.streamId())) {
      return Destination.DROP;
    }
    onReset.accept(frame.streamId());
    return Destination.PASS;
  }

  /** Makes Helidon believe that the client reset a stream. */
  private void reset(int streamId, PassedBytes passed) {
    onReset.accept(streamId);
    FrameHead frame = new FrameHead(RESET_BYTES, FrameHead.RST_STREAM, 0, streamId);
    passed.insert(frame.frame(ByteBuffer.allocate(RESET_BYTES).putInt(CANCEL).array()));
  }

  private static void requireLength(boolean fits, Http2Fault otherwise) {
    if (!fits) {
      throw new Http2FaultException(otherwise, "a frame of a wrong length");
    }
  }

  /** The body of a stream may take any time. */
  public void expectLongBody(int streamId) {
    streams.expectLongBody(streamId);
  }

  /**
   * A frame that the service is about to send.
   *
   * @param start the head, and the payload of a WINDOW_UPDATE frame
   */
  public void sending(byte[] start) {
    FrameHead frame = FrameHead.of(start, 0);
    boolean mayEnd = frame.type() == FrameHead.DATA || frame.type() == FrameHead.HEADERS;
    if (frame.type() == FrameHead.RST_STREAM) {
      streams.serviceReset(frame.streamId());
    } else if (mayEnd && frame.has(FrameHead.END_STREAM)) {
      streams.serviceEnded(frame.streamId());
    } else if (frame.type() == FrameHead.WINDOW_UPDATE
        && frame.streamId() == 0
        && start.length >= FrameHead.BYTES + WINDOW_UPDATE_BYTES) {
      streams.widen(ByteBuffer.wrap(start).getInt(FrameHead.BYTES) & 0x7fffffff);
    }
  }
}
