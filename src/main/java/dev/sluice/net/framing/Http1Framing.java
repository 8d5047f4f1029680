package dev.sluice.net.framing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks the requests of an HTTP/1.1 connection to the letter of RFC 9112 and passes on only those
 * that every parser reads alike. What it keeps of a request is bounded: a head of 16 KiB, a line of
 * 1 KiB before each chunk. Used by one thread at a time.
 *
 * <p>Each array it passes on belongs to one request. Bytes of the next request are not even asked
 * for before that request is.
 */
public final class Http1Framing implements Supplier<byte @Nullable []> {
  /** What the connection is waiting for. */
  public enum Phase {
    /** The first byte of a head was read, and the head is not complete. */
    HEAD,
    /** A body is being read. */
    BODY,
    /** All of a head or a body was read. */
    NONE
  }

  private static final int NARROW_BYTES = 8 * 1024;
  private static final int WIDE_BYTES = 64 * 1024;

  private final ByteInput source;
  private final Consumer<Phase> onPhase;
  private final Deque<byte[]> ready = new ArrayDeque<>();
  private Phase phase = Phase.NONE;

  /** Read and not taken yet: the bytes from {@code at} to {@code end}. */
  private byte[] input = Chunks.NONE;

  private int at;
  private int end;

  /** Read into again and again by {@link #readChunks}. */
  private byte[] room = Chunks.NONE;

  private int roomBytes = NARROW_BYTES;
  private RequestHead head = new RequestHead();
  private Optional<ChunkedBody> chunks = Optional.empty();
  private long bodyBytes;
  private boolean isHttp10;
  private @Nullable FramingException refusal;

  /**
   * @param source the bytes of the connection, cut anywhere
   * @param onPhase takes each change of the phase, by the thread of {@link #get}
   */
  public Http1Framing(ByteInput source, Consumer<Phase> onPhase) {
    this.source = source;
    this.onPhase = onPhase;
  }

  /**
   * The next bytes of the present request, or of the next one after its end; null at the end of the
   * connection.
   *
   * @throws FramingException when the request is refused; then for each later call
   */
  @Override
  public byte @Nullable [] get() {
    if (input == room && end > 0) {
      // What is passed on may not change any more.
      input = Arrays.copyOfRange(room, at, end);
      at = 0;
      end = input.length;
    }
    while (ready.isEmpty()) {
      if (refusal != null) {
        throw refusal;
      }
      if (at == end && !fill()) {
        return null;
      }
      try {
        step();
      } catch (FramingException e) {
        refusal = e;
      }
    }
    return ready.poll();
  }

  /** Whether a chunked body comes next, to be read by {@link #readChunks} or {@link #get}. */
  public boolean inChunks() {
    return chunks.isPresent() && ready.isEmpty();
  }

  /**
   * Copies data of a chunked body without its framing, and spares the parser of {@link #get} a body
   * that arrives for hours. Both may be called in turns: {@link #get} passes on the rest of the
   * body, which for its reader is the whole.
   *
   * @return count of bytes, at least 1; negative at the end of the body or of the connection
   * @throws FramingException when the request is refused; then for each later call
   */
  public int readChunks(byte[] into) {
    while (inChunks()) {
      if (refusal != null) {
        throw refusal;
      }
      if (at == end && !refill()) {
        return -1;
      }
      try {
        int count = copyChunks(chunks.get(), into);
        if (count > 0) {
          return count;
        }
      } catch (FramingException e) {
        refusal = e;
      }
    }
    return -1;
  }

  private int copyChunks(ChunkedBody body, byte[] into) {
    at = body.copy(input, at, end, into);
    if (body.isDone()) {
      chunks = Optional.empty();
      enter(Phase.NONE);
    }
    return body.copied();
  }

  private boolean refill() {
    enter(Phase.BODY);
    if (room.length < roomBytes) {
      room = new byte[roomBytes];
    }
    int count = source.read(room);
    input = room;
    at = 0;
    end = Math.max(0, count);
    return count > 0;
  }

  /** Makes the reads of {@link #readChunks} larger. */
  public void readWide() {
    roomBytes = WIDE_BYTES;
  }

  /** Whether the present request is of HTTP/1.0, so that its answer ends the connection. */
  public boolean isHttp10() {
    return isHttp10;
  }

  private boolean fill() {
    if (inBody()) {
      enter(Phase.BODY);
    }
    byte[] next = source.get();
    input = next == null ? Chunks.NONE : next;
    at = 0;
    end = input.length;
    return next != null;
  }

  private boolean inBody() {
    return bodyBytes > 0 || chunks.isPresent();
  }

  private void step() {
    if (chunks.isPresent()) {
      ChunkedBody body = chunks.get();
      at = body.take(input, at);
      if (body.isDone()) {
        chunks = Optional.empty();
        enter(Phase.NONE);
      }
    } else if (bodyBytes > 0) {
      takeBody();
    } else {
      takeHead();
    }
  }

  private void takeHead() {
    enter(Phase.HEAD);
    while (at < input.length) {
      Optional<RequestHead.Complete> complete = head.take(input[at++]);
      if (complete.isPresent()) {
        end(complete.get());
        return;
      }
    }
  }

  private void end(RequestHead.Complete complete) {
    head = new RequestHead();
    isHttp10 = complete.isHttp10();
    bodyBytes = complete.body().length();
    if (complete.body().isChunked()) {
      chunks = Optional.of(new ChunkedBody(ready::add));
    }
    ready.add(complete.text().getBytes(StandardCharsets.ISO_8859_1));
    enter(Phase.NONE);
  }

  private void takeBody() {
    int count = (int) Math.min(bodyBytes, input.length - at);
    ready.add(count == input.length ? input : Arrays.copyOfRange(input, at, at + count));
    at += count;
    bodyBytes -= count;
    if (bodyBytes == 0) {
      enter(Phase.NONE);
    }
  }

  private void enter(Phase next) {
    if (next != phase) {
      phase = next;
      onPhase.accept(next);
    }
  }
}
