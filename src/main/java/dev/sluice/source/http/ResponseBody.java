package dev.sluice.source.http;

import dev.sluice.net.framing.ChunkLine;
import dev.sluice.net.framing.FramingException;
import java.io.IOException;

/**
 * The body of an answer within the bytes of its connection (RFC 9112 section 6): of a declared
 * length, in chunks, or up to the end of the connection. Bytes in, bytes out.
 */
final class ResponseBody {
  private static final int MAX_TRAILER_BYTES = 8 * 1024;
  private static final long UNKNOWN = -1;

  private enum State {
    LINE,
    DATA,
    CR,
    LF,
    TRAILERS,
    DONE
  }

  private final boolean chunked;
  private final long length;
  private final ChunkLine line = new ChunkLine();
  private State state;
  private long remaining;
  private int trailerBytes;
  private int trailerLineBytes;

  private ResponseBody(boolean chunked, long length) {
    this.chunked = chunked;
    this.length = length;
    this.remaining = length == UNKNOWN ? Long.MAX_VALUE : length;
    this.state = chunked ? State.LINE : length == 0 ? State.DONE : State.DATA;
  }

  /**
   * The body that follows a head.
   *
   * @throws IOException if the fields contradict each other
   */
  static ResponseBody of(ResponseHead head) throws IOException {
    String coding = head.field("transfer-encoding");
    if (head.bodiless()) {
      return new ResponseBody(false, 0);
    }
    if (!coding.isEmpty()) {
      if (!coding.equalsIgnoreCase("chunked")) {
        throw new IOException("The answer has a transfer coding other than chunked.");
      }
      return new ResponseBody(true, UNKNOWN);
    }
    String declared = head.field("content-length");
    return new ResponseBody(false, declared.isEmpty() ? UNKNOWN : lengthOf(declared));
  }

  private static long lengthOf(String declared) throws IOException {
    // The same length twice is one length (RFC 9110 section 8.6).
    String[] all = declared.split(", ?", -1);
    for (String one : all) {
      if (!one.equals(all[0]) || !one.matches("\\d{1,18}")) {
        throw new IOException("The answer does not have one Content-Length.");
      }
    }
    return Long.parseLong(all[0]);
  }

  /** Whether the answer declared its length, as that of a file. */
  boolean declared() {
    return length != UNKNOWN;
  }

  /** Whether its last byte was taken. A body without length or chunks never is. */
  boolean complete() {
    return state == State.DONE;
  }

  /** Whether the end of the connection is the end of the body. */
  boolean endsWithConnection() {
    return !chunked && length == UNKNOWN;
  }

  /** How many bytes of the connection are certain to belong to the answer, as far as is known. */
  int readable(int atMost) {
    return chunked ? atMost : (int) Math.min(atMost, remaining);
  }

  /**
   * Takes bytes of the connection, and moves the body's own to their beginning.
   *
   * @return count of the body's bytes from {@code from} on
   * @throws IOException at bytes that cannot belong to the answer
   */
  int take(byte[] array, int from, int to) throws IOException {
    int out = from;
    int at = from;
    try {
      while (at < to && state != State.DONE) {
        if (state == State.DATA) {
          int count = (int) Math.min(remaining, to - at);
          if (at != out) {
            System.arraycopy(array, at, array, out, count);
          }
          at += count;
          out += count;
          remaining -= length == UNKNOWN && !chunked ? 0 : count;
          state = remaining > 0 ? State.DATA : chunked ? State.CR : State.DONE;
        } else {
          takeByte(array[at++] & 0xff);
        }
      }
    } catch (FramingException e) {
      throw new IOException("The chunks of the answer are malformed.", e);
    }
    if (at < to) {
      throw new IOException("Bytes follow the end of the answer.");
    }
    return out - from;
  }

  private void takeByte(int next) throws IOException {
    switch (state) {
      case LINE -> {
        if (line.take(next)) {
          remaining = line.size();
          line.reset();
          state = remaining == 0 ? State.TRAILERS : State.DATA;
        }
      }
      case CR -> {
        require(next == '\r');
        state = State.LF;
      }
      case LF -> {
        require(next == '\n');
        state = State.LINE;
      }
      default -> takeTrailer(next);
    }
  }

  private void takeTrailer(int next) throws IOException {
    require(++trailerBytes <= MAX_TRAILER_BYTES);
    if (next == '\n') {
      state = trailerLineBytes == 0 ? State.DONE : State.TRAILERS;
      trailerLineBytes = 0;
    } else if (next != '\r') {
      trailerLineBytes++;
    }
  }

  private static void require(boolean condition) throws IOException {
    if (!condition) {
      throw new IOException("The chunks of the answer are malformed.");
    }
  }
}
