package dev.sluice.net.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a connection, looked at before anyone reads it: whether it speaks HTTP/2, and
 * whether its first request is one of HTTP/1.0.
 */
final class FirstBytes implements Supplier<byte @Nullable []> {
  /** A first line that is longer is the HTTP/1.1 code's to refuse. */
  private static final int MAX_LINE_BYTES = 8 * 1024;

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OLD = " HTTP/1.0\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Supplier<byte @Nullable []> source;
  private byte[] begin = new byte[0];
  private boolean handedOut;

  FirstBytes(Supplier<byte @Nullable []> source) {
    this.source = source;
  }

  /** Waits for as much as it takes to know; false at the end of the connection. */
  boolean await() {
    while (!known()) {
      byte[] more = source.get();
      if (more == null) {
        return begin.length > 0;
      }
      int length = begin.length;
      begin = Arrays.copyOf(begin, length + more.length);
      System.arraycopy(more, 0, begin, length, more.length);
    }
    return true;
  }

  private boolean known() {
    int common = Math.min(begin.length, PREFACE.length);
    if (Arrays.equals(begin, 0, common, PREFACE, 0, common)) {
      return common == PREFACE.length;
    }
    return endOfLine() > 0 || begin.length > MAX_LINE_BYTES;
  }

  /** Whether it is the preface of HTTP/2 (RFC 9113 section 3.4). */
  boolean isHttp2() {
    return begin.length >= PREFACE.length
        && Arrays.equals(begin, 0, PREFACE.length, PREFACE, 0, PREFACE.length);
  }

  /**
   * Makes a first request of HTTP/1.0 one of HTTP/1.1, for the server knows no other; proxies ask
   * so by default.
   *
   * @return whether it was one: the connection has to be closed behind its answer
   */
  boolean modernize() {
    int end = endOfLine();
    int at = end - OLD.length;
    if (at < 0 || !Arrays.equals(begin, at, end, OLD, 0, OLD.length)) {
      return false;
    }
    begin[end - "0\r\n".length()] = '1';
    return true;
  }

  /** Behind the first line feed, 0 where there is none. */
  private int endOfLine() {
    for (int i = 0; i < begin.length; i++) {
      if (begin[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }

  @Override
  public byte @Nullable [] get() {
    if (handedOut || begin.length == 0) {
      handedOut = true;
      return source.get();
    }
    handedOut = true;
    byte[] first = begin;
    begin = new byte[0];
    return first;
  }
}
