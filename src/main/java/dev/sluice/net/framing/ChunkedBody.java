package dev.sluice.net.framing;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A chunked body, of bytes that are cut anywhere (RFC 9112 section 7.1). The result has no
 * extensions, no trailers and no chunk larger than the bytes at hand: Helidon collects a chunk in
 * memory before it hands it on, and its sender may declare any size.
 *
 * <p>Plain chunks that lie in an array whole are passed on as they are, all in a row at once. An
 * array within a chunk is passed on between a line and an end of its own. Only arrays with other
 * parts are copied.
 */
final class ChunkedBody {
  private static final int MAX_TRAILER_BYTES = 8 * 1024;

  private enum State {
    LINE,
    DATA,
    CR,
    LF,
    TRAILERS,
    DONE
  }

  private final Consumer<byte[]> out;
  private final ChunkLine line = new ChunkLine();
  private final LineCollector trailers = new LineCollector();
  private State state = State.LINE;
  private long remaining;
  private int trailerBytes;

  /** Whether data is copied, and the framing left out. */
  private boolean copying;

  private int copied;

  /** The array at hand, and indexes in it. */
  private byte[] array = Chunks.NONE;

  /** A row of plain chunks that lie in the array. */
  private int rowFrom;

  private int rowTo;

  /** Where the present chunk began; negative if in an earlier array. */
  private int chunkFrom;

  /** The data of the present chunk. */
  private int dataFrom;

  private int dataTo;

  /**
   * @param out takes the bytes to be parsed in place of the body
   */
  ChunkedBody(Consumer<byte[]> out) {
    this.out = out;
  }

  /**
   * Takes the bytes of an array up to its end, or to the end of the body.
   *
   * @param from index of the first byte
   * @return index behind the last byte taken
   * @throws FramingException at the first byte that cannot belong to a chunked body
   */
  int take(byte[] next, int from) {
    copying = false;
    array = next;
    rowFrom = from;
    rowTo = from;
    chunkFrom = state == State.LINE && line.isNew() ? from : -1;
    dataFrom = from;
    dataTo = from;
    int at = from;
    while (at < next.length && state != State.DONE) {
      if (state == State.DATA) {
        at += takeData(next.length - at);
        dataTo = at;
      } else {
        takeByte(next[at] & 0xff, ++at);
      }
    }
    passRow();
    passData();
    array = Chunks.NONE;
    return at;
  }

  /**
   * Copies data of the body, without sizes and ends of chunks. May be called in turns with {@link
   * #take}.
   *
   * @param from index of the first byte
   * @param to index behind the last byte
   * @param into full if not all bytes are taken, unless the body has ended
   * @return index behind the last byte taken; {@link #copied} has the count of bytes copied
   * @throws FramingException at the first byte that cannot belong to a chunked body
   */
  int copy(byte[] next, int from, int to, byte[] into) {
    copying = true;
    copied = 0;
    rowFrom = 0;
    rowTo = 0;
    int at = from;
    while (at < to && state != State.DONE && copied < into.length) {
      if (state == State.DATA) {
        int count = takeData(Math.min(to - at, into.length - copied));
        System.arraycopy(next, at, into, copied, count);
        copied += count;
        at += count;
      } else {
        takeByte(next[at] & 0xff, ++at);
      }
    }
    return at;
  }

  /** Count of bytes that the latest {@link #copy} has copied. */
  int copied() {
    return copied;
  }

  /** Whether the body has ended. */
  boolean isDone() {
    return state == State.DONE;
  }

  private int takeData(int available) {
    int count = (int) Math.min(remaining, available);
    remaining -= count;
    state = remaining == 0 ? State.CR : State.DATA;
    return count;
  }

  private void takeByte(int next, int behind) {
    switch (state) {
      case LINE -> takeLine(next, behind);
      case CR -> {
        requireEnd(next == '\r');
        state = State.LF;
      }
      case LF -> {
        requireEnd(next == '\n');
        endChunk(behind);
      }
      default -> takeTrailer((byte) next);
    }
  }

  private void takeLine(int next, int behind) {
    if (line.take(next)) {
      remaining = line.size();
      dataFrom = behind;
      dataTo = behind;
      state = remaining == 0 ? State.TRAILERS : State.DATA;
    }
  }

  private void endChunk(int behind) {
    if (copying) {
      line.reset();
      state = State.LINE;
      return;
    }
    if (chunkFrom >= 0 && line.isPlain()) {
      rowFrom = rowFrom == rowTo ? chunkFrom : rowFrom;
      rowTo = behind;
      dataFrom = dataTo;
    } else {
      passRow();
      passData();
    }
    chunkFrom = behind;
    line.reset();
    state = State.LINE;
  }

  private void takeTrailer(byte next) {
    if (++trailerBytes > MAX_TRAILER_BYTES) {
      throw new FramingException(
          FramingFault.TOO_LONG, 431, "The trailers of the body are longer than 8 KiB.");
    }
    Optional<String> trailer = trailers.take(next, FramingFault.FIELD);
    if (trailer.isPresent() && trailer.get().isEmpty()) {
      passRow();
      out.accept(Chunks.last());
      state = State.DONE;
    } else {
      trailer.ifPresent(FieldLine::parse);
    }
  }

  private void passRow() {
    if (rowTo > rowFrom) {
      boolean all = rowFrom == 0 && rowTo == array.length;
      out.accept(all ? array : Arrays.copyOfRange(array, rowFrom, rowTo));
    }
    rowFrom = rowTo;
  }

  private void passData() {
    if (dataTo > dataFrom) {
      Chunks.pass(array, dataFrom, dataTo, out);
    }
    dataFrom = dataTo;
  }

  private static void requireEnd(boolean condition) {
    if (!condition) {
      throw new FramingException(
          FramingFault.CHUNK, 400, "A chunk is longer than its size, or does not end in CR LF.");
    }
  }
}
