package dev.sluice.net.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Order, copies and bounds of the check. */
final class Http1FramingTest {
  private static final String GET = "GET /%d HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final List<Http1Framing.Phase> phases = new ArrayList<>();

  private Http1Framing over(byte[]... arrays) {
    Iterator<byte[]> pieces = Arrays.asList(arrays).iterator();
    return new Http1Framing(
        new SuppliedInput(() -> pieces.hasNext() ? pieces.next() : null), phases::add);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String next(Http1Framing framing) {
    return new String(framing.get(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void requestsBeforeARefusedOneArePassedOnOneByOne() {
    String bad = "GET /3 HTTP/1.1\r\n\r\n";
    Http1Framing framing = over(ascii(GET.formatted(1) + GET.formatted(2) + bad));
    assertEquals(GET.formatted(1), next(framing));
    assertEquals(GET.formatted(2), next(framing));
    FramingException refusal = assertThrows(FramingException.class, framing::get);
    assertSame(refusal, assertThrows(FramingException.class, framing::get));
    assertEquals(0, refusal.getStackTrace().length);
  }

  @Test
  void bytesOfABodyAreNotCopiedWhereTheirArrayHasNothingElse() {
    byte[] plain = ascii("3\r\nabc\r\n2\r\nde\r\n");
    byte[] inside = ascii("12345");
    Http1Framing framing =
        over(ascii(CHUNKED), plain, ascii("a\r\n"), inside, inside, ascii("\r\n0\r\n\r\n"));
    assertEquals(CHUNKED, next(framing));
    assertSame(plain, framing.get());
    for (int i = 0; i < 2; i++) {
      assertEquals("5\r\n", next(framing));
      assertSame(inside, framing.get());
      assertEquals("\r\n", next(framing));
    }
    assertEquals("0\r\n\r\n", next(framing));
    assertNull(framing.get());
  }

  @Test
  void bytesOfABodyOfKnownLengthAreNotCopied() {
    byte[] body = ascii("12345");
    Http1Framing framing =
        over(ascii("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n"), body);
    assertNotNull(framing.get());
    assertSame(body, framing.get());
  }

  @Test
  void aChunkOfAnySizeIsPassedOnAsItArrives() {
    Http1Framing framing = over(ascii(CHUNKED + "7fffffffffffffff\r\nab"), ascii("c"));
    assertEquals(CHUNKED, next(framing));
    assertEquals("2\r\nab\r\n", next(framing));
    assertEquals("1\r\n", next(framing));
  }

  @Test
  void itTellsWhatTheConnectionWaitsFor() {
    Http1Framing framing =
        over(
            ascii("POST / HTTP"),
            ascii("/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n"),
            ascii("abc"),
            ascii("de"),
            ascii(GET.formatted(1)));
    assertEquals(List.of(), phases);
    framing.get();
    assertEquals(List.of(Http1Framing.Phase.HEAD, Http1Framing.Phase.NONE), phases);
    framing.get();
    assertEquals(Http1Framing.Phase.BODY, phases.getLast());
    framing.get();
    assertEquals(Http1Framing.Phase.NONE, phases.getLast());
    assertEquals(4, phases.size());
  }

  @Test
  void theVersionOfEachRequestIsKnown() {
    String old = GET.formatted(1).replace("1.1", "1.0");
    Http1Framing framing = over(ascii(old + GET.formatted(2)));
    assertEquals(GET.formatted(1), next(framing));
    assertTrue(framing.isHttp10());
    framing.get();
    assertEquals(false, framing.isHttp10());
  }

  @Test
  void dataOfChunksIsReadWithoutTheirFraming() {
    Http1Framing framing =
        over(ascii(CHUNKED + "3;a=b\r\nab"), ascii("c\r\n2\r\nde\r\n0\r\nA: b\r\n\r\n"));
    byte[] room = new byte[4];
    assertEquals(-1, framing.readChunks(room));
    assertEquals(CHUNKED, next(framing));
    StringBuilder data = new StringBuilder();
    for (int count = framing.readChunks(room); count > 0; count = framing.readChunks(room)) {
      data.append(new String(room, 0, count, StandardCharsets.ISO_8859_1));
    }
    assertEquals("abcde", data.toString());
    assertEquals("0\r\n\r\n", next(framing));
    assertEquals(Http1Framing.Phase.NONE, phases.getLast());
    assertNull(framing.get());
  }

  @Test
  void aChunkThatIsNoneIsRefusedByEitherRead() {
    Http1Framing framing = over(ascii(CHUNKED + "2\r\nabX"));
    assertEquals(CHUNKED, next(framing));
    byte[] room = new byte[4];
    FramingException refusal = assertThrows(FramingException.class, () -> framing.readChunks(room));
    assertSame(refusal, assertThrows(FramingException.class, () -> framing.readChunks(room)));
    assertSame(refusal, assertThrows(FramingException.class, framing::get));
  }

  /**
   * Any pipelined requests, cut anywhere, pass the check unchanged, also if some of the reads leave
   * the framing of chunks out.
   */
  @Property(tries = 600)
  void cutsMakeNoDifference(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 40) Integer> sizes,
      @ForAll @Size(max = 40) List<@IntRange(max = 600) Integer> cuts,
      @ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder sent = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int size : sizes) {
      String data = "\r\n0\r\n\r\nGET".repeat(5).substring(0, size);
      if (size % 3 == 0) {
        String head = "POST /l HTTP/1.1\r\nHost: x\r\nContent-Length: " + size + "\r\n\r\n";
        sent.append(head).append(data);
        expected.append(head).append(data);
      } else {
        sent.append(CHUNKED).append(chunks(data, size % 7));
        expected.append(CHUNKED).append(data);
      }
    }
    int[] at = cuts.stream().mapToInt(cut -> cut).toArray();
    Pieces.Result result =
        Pieces.cut(sent.toString(), at).check(() -> Math.max(0, random.nextInt(24) - 12));
    assertNull(result.refusal());
    assertEquals(expected.toString(), result.passed());
    assertEquals(sizes.size(), result.heads().size());
  }

  private static String chunks(String data, int pattern) {
    StringBuilder chunks = new StringBuilder();
    for (int from = 0; from < data.length(); from += 1 + pattern) {
      String chunk = data.substring(from, Math.min(data.length(), from + 1 + pattern));
      String extension = (from + pattern) % 4 == 0 ? ";a=\"b\"" : "";
      chunks.append(Integer.toHexString(chunk.length())).append(extension).append("\r\n");
      chunks.append(chunk).append("\r\n");
    }
    return chunks + "0\r\n" + (pattern % 2 == 0 ? "A: b\r\n" : "") + "\r\n";
  }
}
