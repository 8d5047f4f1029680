package dev.sluice.net.framing;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes chunks (RFC 9112 section 7.1). */
final class Chunks {
  /** An array without bytes. */
  static final byte[] NONE = new byte[0];

  private static final String CRLF = "\r\n";

  private Chunks() {}

  /** The last chunk, without trailers. */
  static byte[] last() {
    return ascii("0" + CRLF + CRLF);
  }

  /**
   * Passes a part of an array on as one chunk. A whole array is not copied.
   *
   * @param from index of the first byte
   * @param to index behind the last byte, above {@code from}
   */
  static void pass(byte[] array, int from, int to, Consumer<byte[]> out) {
    int length = to - from;
    byte[] line = ascii(Integer.toHexString(length) + CRLF);
    if (length == array.length) {
      out.accept(line);
      out.accept(array);
      out.accept(ascii(CRLF));
      return;
    }
    byte[] chunk = new byte[line.length + length + CRLF.length()];
    System.arraycopy(line, 0, chunk, 0, line.length);
    System.arraycopy(array, from, chunk, line.length, length);
    chunk[chunk.length - 2] = '\r';
    chunk[chunk.length - 1] = '\n';
    out.accept(chunk);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
