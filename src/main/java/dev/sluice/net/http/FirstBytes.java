package dev.sluice.net.http;

import io.helidon.common.buffers.DataReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first bytes of a connection until they identify the version of HTTP. Then passes on all
 * bytes.
 */
final class FirstBytes implements Supplier<byte @Nullable []> {
  /** RFC 9113 section 3.4. */
  private static final byte[] HTTP2_PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** A longer request line is left for Helidon to refuse. */
  private static final int MAX_LINE_BYTES = 8 * 1024;

  private final Supplier<byte @Nullable []> source;
  private final boolean isHttp2;
  private final boolean isHttp10;
  private byte @Nullable [] first;

  /**
   * Reads them.
   *
   * @param agreedHttp2 whether ALPN (RFC 7301) selected HTTP/2; then no bytes need be read
   * @throws DataReader.InsufficientDataAvailableException at the end of the connection
   */
  FirstBytes(Supplier<byte @Nullable []> source, boolean agreedHttp2) {
    DataReader reader = DataReader.create(source);
    this.source = source;
    this.isHttp2 = agreedHttp2 || reader.startsWith(HTTP2_PREFACE);
    int lineBytes = isHttp2 ? 0 : requestLineBytes(reader);
    byte[] bytes = agreedHttp2 ? null : reader.readBytes(reader.available());
    this.first = bytes;
    this.isHttp10 = bytes != null && modernize(bytes, lineBytes);
  }

  private static int requestLineBytes(DataReader reader) {
    try {
      return reader.findNewLine(MAX_LINE_BYTES);
    } catch (DataReader.IncorrectNewLineException e) {
      return 0;
    }
  }

  /** Makes a request of HTTP/1.0 one of HTTP/1.1; Helidon refuses 1.0, which proxies send. */
  private static boolean modernize(byte[] bytes, int lineBytes) {
    String line = new String(bytes, 0, lineBytes, StandardCharsets.ISO_8859_1);
    boolean old = line.endsWith(" HTTP/1.0");
    if (old) {
      bytes[lineBytes - 1] = '1';
    }
    return old;
  }

  boolean isHttp2() {
    return isHttp2;
  }

  /** Whether the first request is of HTTP/1.0; the connection has to be closed after its answer. */
  boolean isHttp10() {
    return isHttp10;
  }

  @Override
  public byte @Nullable [] get() {
    byte[] next = first;
    first = null;
    return next == null ? source.get() : next;
  }
}
