package dev.sluice.net.http;

import java.util.function.IntConsumer;

/**
 * Finds RST_STREAM frames in what an HTTP/2 client sends, because the server does not tell a
 * handler that its stream was reset.
 *
 * <p>Input: the connection preface of 24 bytes, then frames with a header of 9 bytes: length (24
 * bits), type (8), flags (8), stream id (31 after one reserved bit); RFC 9113 sections 3.4 and 4.1.
 */
final class Http2Resets {
  private static final int PREFACE_BYTES = 24;
  private static final int HEADER_BYTES = 9;
  private static final int TYPE_RST_STREAM = 3;

  private final IntConsumer onReset;
  private final byte[] header = new byte[HEADER_BYTES];
  private int headerBytes;
  private int skipBytes = PREFACE_BYTES;

  /**
   * @param onReset takes the stream id
   */
  Http2Resets(IntConsumer onReset) {
    this.onReset = onReset;
  }

  /** Takes the next bytes of the connection, cut anywhere. */
  void feed(byte[] bytes) {
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
