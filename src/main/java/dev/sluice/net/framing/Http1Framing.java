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

  private final Supplier<byte @Nullable []> source;
  private final Consumer<Phase> onPhase;
  private final Deque<byte[]> ready = new ArrayDeque<>();
  private Phase phase = Phase.NONE;
  private byte[] input = Chunks.NONE;
  private int at;
  private RequestHead head = new RequestHead();
  private Optional<ChunkedBody> chunks = Optional.empty();
  private long bodyBytes;
  private boolean isHttp10;
  private @Nullable FramingException refusal;

  /**
   * @param source the bytes of the connection, cut anywhere into arrays that are not empty; null at
   *     the end
   * @param onPhase takes each change of the phase, by the thread of {@link #get}
   */
  public Http1Framing(Supplier<byte @Nullable []> source, Consumer<Phase> onPhase) {
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
    while (ready.isEmpty()) {
      if (refusal != null) {
        throw refusal;
      }
      if (at == input.length && !fill()) {
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
