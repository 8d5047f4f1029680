package dev.sluice.net.framing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bytes of a connection, cut into pieces, and what the check makes of them. */
final class Pieces implements Supplier<byte @Nullable []> {
  private static final Charset LATIN = StandardCharsets.ISO_8859_1;

  private final Deque<byte[]> pieces = new ArrayDeque<>();

  private Pieces() {}

  /**
   * Cuts a text, as ISO 8859-1.
   *
   * @param cuts indexes in any order; those outside have no effect
   */
  static Pieces cut(String text, int... cuts) {
    Pieces result = new Pieces();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int from = 0;
    for (int to : Arrays.stream(cuts).sorted().toArray()) {
      if (to > from && to < bytes.length) {
        result.pieces.add(Arrays.copyOfRange(bytes, from, to));
        from = to;
      }
    }
    if (from < bytes.length) {
      result.pieces.add(Arrays.copyOfRange(bytes, from, bytes.length));
    }
    return result;
  }

  /** Cuts a text into single bytes. */
  static Pieces bytes(String text) {
    int[] all = new int[text.length()];
    Arrays.setAll(all, i -> i);
    return cut(text, all);
  }

  @Override
  public byte @Nullable [] get() {
    return pieces.poll();
  }

  private static byte @Nullable [] next(Http1Framing framing, IntSupplier rooms) {
    byte[] room = new byte[rooms.getAsInt()];
    int count = room.length == 0 ? -1 : framing.readChunks(room);
    if (count < 0) {
      return framing.get();
    }
    String chunk = Integer.toHexString(count) + "\r\n" + new String(room, 0, count, LATIN) + "\r\n";
    return chunk.getBytes(LATIN);
  }

  /**
   * The result of the check.
   *
   * @param passed the bytes that were passed on, decoded: heads as they are, bodies without chunks
   * @param heads the heads only
   * @param refusal null when all bytes were passed on
   */
  record Result(String passed, List<String> heads, @Nullable FramingException refusal) {}

  /** Checks all pieces; decodes the result with a reader that trusts it. */
  Result check() {
    return check(() -> 0);
  }

  /**
   * The same, with some of the reads of a chunked body past the parser.
   *
   * @param rooms the most bytes of the next such read; 0 for a usual one
   */
  Result check(IntSupplier rooms) {
    Http1Framing framing = new Http1Framing(new SuppliedInput(this), phase -> {});
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    FramingException refusal = null;
    try {
      for (byte[] bytes = next(framing, rooms); bytes != null; bytes = next(framing, rooms)) {
        passed.writeBytes(bytes);
      }
    } catch (FramingException e) {
      refusal = e;
    }
    TrustingReader reader = new TrustingReader(passed.toString(StandardCharsets.ISO_8859_1));
    return new Result(reader.decode(), reader.heads(), refusal);
  }
}
