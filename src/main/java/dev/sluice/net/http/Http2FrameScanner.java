package dev.sluice.net.http;

import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the RST_STREAM frames in the bytes of an HTTP/2 client. Helidon does not tell a handler
 * that its stream was reset.
 *
 * <p>Input: the connection preface of 24 bytes, then frames with a header of 9 bytes: length (24
 * bits), type (8), flags (8), stream id (31 after one reserved bit); RFC 9113 sections 3.4 and 4.1.
 */
final class Http2FrameScanner implements Supplier<byte @Nullable []> {
  private static final int PREFACE_BYTES = 24;
  private static final int HEADER_BYTES = 9;
  private static final int TYPE_RST_STREAM = 3;

  private final Supplier<byte @Nullable []> source;
  private final IntConsumer onReset;
  private final byte[] header = new byte[HEADER_BYTES];
  private int headerBytes;
  private int skipBytes = PREFACE_BYTES;

  /**
   * @param source the bytes of the connection, cut anywhere
   * @param onReset takes the stream id
   */
  Http2FrameScanner(Supplier<byte @Nullable []> source, IntConsumer onReset) {
    this.source = source;
    this.onReset = onReset;
  }

  /** The next bytes of the source, after they were scanned. */
  @Override
  public byte @Nullable [] get() {
    byte[] bytes = source.get();
    if (bytes != null) {
      scan(bytes);
    }
    return bytes;
  }

  private void scan(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      if (skipBytes > 0) {
        int skipped = Math.min(skipBytes, bytes.length - at);
        skipBytes -= skipped;
        at += skipped;
      } else {
        header[headerBytes++] = bytes[at++];
        if (headerBytes == HEADER_BYTES) {
          headerBytes = 0;
          frame();
        }
      }
    }
  }

  private void frame() {
    skipBytes = Byte.toUnsignedInt(header[0]) << 16 | Short.toUnsignedInt(shortAt(1));
    if (header[3] == TYPE_RST_STREAM) {
      onReset.accept((shortAt(5) & 0x7fff) << 16 | Short.toUnsignedInt(shortAt(7)));
    }
  }

  private short shortAt(int index) {
    return (short) (header[index] << 8 | (header[index + 1] & 0xff));
  }
}
