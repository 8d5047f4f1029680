package dev.sluice.source.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseBodyTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked";

  private static ResponseBody body(String head) throws IOException {
    return ResponseBody.of(ResponseHead.parse(head));
  }

  /** Takes the bytes in pieces. */
  private static String take(ResponseBody body, byte[] bytes, int piece) throws IOException {
    StringBuilder all = new StringBuilder();
    for (int at = 0; at < bytes.length; at += piece) {
      byte[] part = Arrays.copyOfRange(bytes, at, Math.min(at + piece, bytes.length));
      int count = body.take(part, 0, part.length);
      all.append(new String(part, 0, count, StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void chunksCutAnywhereGiveTheSameBody() throws IOException {
    byte[] wire = bytes("5\r\nHello\r\n1;x=\"y\"\r\n,\r\n00A\r\n dear all!\r\n0\r\nT: 1\r\n\r\n");
    for (int piece = 1; piece <= wire.length; piece++) {
      ResponseBody body = body(CHUNKED);
      assertEquals("Hello, dear all!", take(body, wire, piece));
      assertTrue(body.complete());
    }
  }

  @Test
  void declaredLengthEndsTheBody() throws IOException {
    ResponseBody body = body("HTTP/1.1 200 OK\r\nContent-Length: 5");
    assertEquals(5, body.readable(100));
    assertEquals("Hello", take(body, bytes("Hello"), 2));
    assertTrue(body.complete());
    assertTrue(body("HTTP/1.1 200 OK\r\nContent-Length: 0").complete());
    assertTrue(body("HTTP/1.1 204 No Content").complete());
  }

  @Test
  void bodyWithoutLengthEndsWithTheConnection() throws IOException {
    ResponseBody body = body("HTTP/1.1 200 OK");
    assertEquals("all of it", take(body, bytes("all of it"), 4));
    assertTrue(body.endsWithConnection());
  }

  @Test
  void chunkMayBeLargerThanMemory() throws IOException {
    ResponseBody body = body(CHUNKED);
    assertEquals("x".repeat(500), take(body, bytes("7fffffffffffffff\r\n" + "x".repeat(500)), 64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\n",
        "\r\n",
        "8000000000000000\r\n",
        "1\r\nab\r\n",
        "1\n",
        "0\r\n\r\nmore",
        "-1\r\n",
        "1 1\r\n"
      })
  void malformedChunksAreRefused(String wire) throws IOException {
    ResponseBody body = body(CHUNKED);
    assertThrows(IOException.class, () -> take(body, bytes(wire), wire.length()));
  }

  @Test
  void linesAndTrailersWithoutEndAreRefused() throws IOException {
    ResponseBody line = body(CHUNKED);
    byte[] extension = bytes("1;" + "x".repeat(2000));
    assertThrows(IOException.class, () -> take(line, extension, extension.length));
    ResponseBody trailers = body(CHUNKED);
    byte[] fields = bytes("0\r\n" + "a: b\r\n".repeat(2000));
    assertThrows(IOException.class, () -> take(trailers, fields, fields.length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1",
        "Content-Length: 5x",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 99999999999999999999",
        "Transfer-Encoding: gzip, chunked"
      })
  void unclearLengthIsRefused(String field) {
    assertThrows(IOException.class, () -> body("HTTP/1.1 200 OK\r\n" + field));
  }

  @Test
  void repeatedLengthIsOne() throws IOException {
    assertTrue(body("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5").declared());
  }

  @Test
  void mutatedBytesOnlyThrowIoExceptions() {
    Random random = new Random(17);
    byte[] wire = bytes("5\r\nHello\r\n1;x=\"y\"\r\n,\r\n00A\r\n dear all!\r\n0\r\nT: 1\r\n\r\n");
    for (int round = 0; round < 20_000; round++) {
      byte[] mutated = wire.clone();
      for (int i = 0; i < 3; i++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        ResponseBody body = body(CHUNKED);
        assertTrue(take(body, mutated, 1 + random.nextInt(40)).length() < mutated.length);
      } catch (IOException e) {
        assertTrue(String.valueOf(e.getMessage()).endsWith("."), () -> "seed 17: " + e);
      }
    }
  }
}
