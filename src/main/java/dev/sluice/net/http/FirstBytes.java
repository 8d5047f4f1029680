package dev.sluice.net.http;

import dev.sluice.net.framing.ByteInput;
import io.helidon.common.buffers.DataReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first bytes of a connection until they identify the version of HTTP. Then passes on all
 * bytes.
 */
final class FirstBytes implements ByteInput {
  /** RFC 9113 section 3.4. */
  private static final byte[] HTTP2_PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ByteInput source;
  private final boolean isHttp2;
  private byte @Nullable [] first;

  /**
   * Reads them.
   *
   * @param agreedHttp2 whether ALPN (RFC 7301) selected HTTP/2; then no bytes need be read
   * @param onFirst run when there are bytes
   * @throws DataReader.InsufficientDataAvailableException at the end of the connection
   */
  FirstBytes(ByteInput source, boolean agreedHttp2, Runnable onFirst) {
    this.source = source;
    if (agreedHttp2) {
      isHttp2 = true;
      return;
    }
    byte[] bytes = read();
    onFirst.run();
    while (bytes.length < HTTP2_PREFACE.length && beginsLikeHttp2(bytes)) {
      byte[] more = read();
      int length = bytes.length;
      bytes = Arrays.copyOf(bytes, length + more.length);
      System.arraycopy(more, 0, bytes, length, more.length);
    }
    isHttp2 = beginsLikeHttp2(bytes);
    first = bytes;
  }

  private byte[] read() {
    byte[] bytes = source.get();
    if (bytes == null) {
      throw new DataReader.InsufficientDataAvailableException();
    }
    return bytes;
  }

  private static boolean beginsLikeHttp2(byte[] bytes) {
    int length = Math.min(bytes.length, HTTP2_PREFACE.length);
    return Arrays.equals(bytes, 0, length, HTTP2_PREFACE, 0, length);
  }

  boolean isHttp2() {
    return isHttp2;
  }

  @Override
  public byte @Nullable [] get() {
    byte[] next = first;
    first = null;
    return next == null ? source.get() : next;
  }

  @Override
  public int read(byte[] into) {
    byte[] next = first;
    if (next == null) {
      return source.read(into);
    }
    int count = Math.min(next.length, into.length);
    System.arraycopy(next, 0, into, 0, count);
    first = count == next.length ? null : Arrays.copyOfRange(next, count, next.length);
    return count;
  }
}
