package dev.sluice.net.framing;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Collects the frames of a header block (HEADERS, then CONTINUATION; RFC 9113 section 6.10) and
 * makes one HEADERS frame of them, with checked fields and without compression.
 *
 * <p>Call order: {@link #begin}, any number of {@link #append}, {@link #endFrame}; again for each
 * frame of the block.
 */
final class HeaderBlocks {
  /** Observed: all clients send one frame, and two or three for cookies of many kilobytes. */
  private static final int MAX_FRAMES = 16;

  private static final int MAX_BLOCK_BYTES = 64 * 1024;

  /** Bytes of the dependency and weight in a HEADERS frame (RFC 9113 section 6.2). */
  private static final int PRIORITY_BYTES = 5;

  private final HpackDecoder decoder;
  private final RequestFields requests;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private FrameHead first = new FrameHead(0, FrameHead.HEADERS, 0, 0);
  private FrameHead current = first;
  private int frames;
  private int lastStreamId;

  HeaderBlocks(HpackDecoder decoder, RequestFields requests) {
    this.decoder = decoder;
    this.requests = requests;
  }

  /** Whether a block has begun, so that only its continuation may follow. */
  boolean isOpen() {
    return frames > 0;
  }

  /**
   * A frame of the block begins.
   *
   * @throws Http2FaultException if the frame does not belong there, or the block becomes too long
   */
  void begin(FrameHead head) {
    boolean continues = head.type() == FrameHead.CONTINUATION;
    if (continues != isOpen() || (continues && head.streamId() != first.streamId())) {
      throw new Http2FaultException(Http2Fault.CONTINUATION, "a header block is interrupted");
    }
    frames++;
    if (frames > MAX_FRAMES || block.size() + head.length() > MAX_BLOCK_BYTES) {
      throw new Http2FaultException(Http2Fault.HEADER_BLOCK, "a header block is too long");
    }
    current = head;
    if (!continues) {
      first = head;
    }
  }

  /** Bytes of the frame's payload. */
  void append(byte[] bytes, int from, int count) {
    block.write(bytes, from, count);
  }

  /**
   * The frame is complete.
   *
   * @return the frame to pass on, at the end of the block
   */
  Optional<byte[]> endFrame() {
    if (frames == 1) {
      byte[] fragment = withoutPadding(block.toByteArray());
      block.reset();
      block.writeBytes(fragment);
    }
    if (!current.has(FrameHead.END_HEADERS)) {
      return Optional.empty();
    }
    frames = 0;
    HpackDecoder.Decoded decoded = decoder.decode(block.toByteArray());
    block.reset();
    boolean ends = first.has(FrameHead.END_STREAM);
    int flags = FrameHead.END_HEADERS | (ends ? FrameHead.END_STREAM : 0);
    boolean opens = first.streamId() > lastStreamId;
    if (first.streamId() % 2 == 0) {
      throw new Http2FaultException(Http2Fault.FRAME, "a stream id of the server's");
    }
    lastStreamId = Math.max(lastStreamId, first.streamId());
    // Trailers are read by nobody.
    byte[] fields = opens ? HpackLiterals.encode(requests.check(decoded, ends)) : new byte[0];
    return Optional.of(new FrameHead(0, FrameHead.HEADERS, flags, first.streamId()).frame(fields));
  }

  private byte[] withoutPadding(byte[] payload) {
    boolean padded = first.has(FrameHead.PADDED);
    int from = (padded ? 1 : 0) + (first.has(FrameHead.WITH_PRIORITY) ? PRIORITY_BYTES : 0);
    int paddingBytes = padded && payload.length > 0 ? payload[0] & 0xff : 0;
    if (from + paddingBytes > payload.length) {
      throw new Http2FaultException(Http2Fault.FRAME, "padding longer than its frame");
    }
    return Arrays.copyOfRange(payload, from, payload.length - paddingBytes);
  }
}
