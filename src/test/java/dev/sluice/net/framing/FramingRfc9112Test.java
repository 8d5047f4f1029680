package dev.sluice.net.framing;

import static dev.sluice.net.framing.FramingFault.CHUNK;
import static dev.sluice.net.framing.FramingFault.CONTENT_LENGTH;
import static dev.sluice.net.framing.FramingFault.FIELD;
import static dev.sluice.net.framing.FramingFault.HOST;
import static dev.sluice.net.framing.FramingFault.REQUEST_LINE;
import static dev.sluice.net.framing.FramingFault.TOO_LONG;
import static dev.sluice.net.framing.FramingFault.TRANSFER_ENCODING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What RFC 9112 says of each shape, cut at each byte. In the rows, {@code |} stands for CRLF, and a
 * request line and a Host are put before a row that begins with {@code +}.
 */
final class FramingRfc9112Test {
  private static final String POST = "POST /a HTTP/1.1|Host: x|";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked||";
  private static final String PASSED = "POST /a HTTP/1.1|Host: x|Transfer-Encoding: chunked||";

  static Stream<Arguments> refused() {
    return Stream.of(
        // Section 2.2: line ends, control characters, white space before the first field.
        arguments("GET / HTTP/1.1\nHost: x\n\n", REQUEST_LINE, 400),
        arguments("GET / HTTP/1.1\rHost: x||", REQUEST_LINE, 400),
        arguments("GET /\0 HTTP/1.1|Host: x||", REQUEST_LINE, 400),
        arguments("GET / HTTP/1.1| Host: x||", FIELD, 400),
        arguments("+A: b\nC: d||", FIELD, 400),
        arguments("+A: b\rC: d||", FIELD, 400),
        arguments("+A: b\r||", FIELD, 400),
        arguments("+A: b\0||", FIELD, 400),
        arguments("+A: b\u007f||", FIELD, 400),
        // Sections 2.3 and 3: the request line.
        arguments("GET /|Host: x||", REQUEST_LINE, 400),
        arguments("GET  / HTTP/1.1|Host: x||", REQUEST_LINE, 400),
        arguments(" GET / HTTP/1.1|Host: x||", REQUEST_LINE, 400),
        arguments("GET / HTTP/1.1 |Host: x||", REQUEST_LINE, 400),
        arguments("GET\t/\tHTTP/1.1|Host: x||", REQUEST_LINE, 400),
        arguments("G(T / HTTP/1.1|Host: x||", REQUEST_LINE, 400),
        arguments("GET /a b HTTP/1.1|Host: x||", REQUEST_LINE, 400),
        arguments("GET /\u00e4 HTTP/1.1|Host: x||", REQUEST_LINE, 400),
        arguments("GET a HTTP/1.1|Host: x||", REQUEST_LINE, 400),
        arguments("GET ftp://x/ HTTP/1.1|Host: x||", REQUEST_LINE, 400),
        arguments("GET http:// HTTP/1.1|Host: x||", REQUEST_LINE, 400),
        arguments("GET http://a@b/ HTTP/1.1|Host: x||", REQUEST_LINE, 400),
        arguments("CONNECT x:80 HTTP/1.1|Host: x||", REQUEST_LINE, 400),
        arguments("GET / http/1.1|Host: x||", REQUEST_LINE, 400),
        arguments("GET / HTTP/1.1.1|Host: x||", REQUEST_LINE, 400),
        arguments("GET / HTTP/11|Host: x||", REQUEST_LINE, 400),
        arguments("GET / HTTP/2.0|Host: x||", REQUEST_LINE, 505),
        arguments("GET / HTTP/1.2|Host: x||", REQUEST_LINE, 505),
        arguments("GET / HTTP/0.9|Host: x||", REQUEST_LINE, 505),
        arguments("GET /" + "a".repeat(8192) + " HTTP/1.1|Host: x||", TOO_LONG, 414),
        arguments("A".repeat(9000), TOO_LONG, 414),
        arguments("|".repeat(8193), TOO_LONG, 431),
        // Section 3.2: Host.
        arguments("GET / HTTP/1.1||", HOST, 400),
        arguments("GET / HTTP/1.0||", HOST, 400),
        arguments("GET / HTTP/1.1|Host:||", HOST, 400),
        arguments("+Host: x||", HOST, 400),
        arguments("+Host: y||", HOST, 400),
        arguments("GET / HTTP/1.1|Host: x/y||", HOST, 400),
        arguments("GET / HTTP/1.1|Host: a@x||", HOST, 400),
        arguments("GET / HTTP/1.1|Host: x y||", HOST, 400),
        // Section 5: fields.
        arguments("+A : b||", FIELD, 400),
        arguments("+A\t: b||", FIELD, 400),
        arguments("+: b||", FIELD, 400),
        arguments("+A||", FIELD, 400),
        arguments("+A B: c||", FIELD, 400),
        arguments("+A\u00e4: b||", FIELD, 400),
        arguments("+A: b| c||", FIELD, 400),
        arguments("+A: b|\tc: d||", FIELD, 400),
        arguments("+A: " + "b".repeat(16 * 1024), TOO_LONG, 431),
        arguments("+" + "A: b|".repeat(4000), TOO_LONG, 431),
        // Section 6.1: Transfer-Encoding.
        arguments("+Transfer-Encoding: gzip, chunked||", TRANSFER_ENCODING, 501),
        arguments("+Transfer-Encoding: gzip|Transfer-Encoding: chunked||", TRANSFER_ENCODING, 501),
        arguments("+Transfer-Encoding: chunked, gzip||", TRANSFER_ENCODING, 400),
        arguments("+Transfer-Encoding: gzip||", TRANSFER_ENCODING, 400),
        arguments("+Transfer-Encoding: xchunked||", TRANSFER_ENCODING, 400),
        arguments("+Transfer-Encoding: chunkedx||", TRANSFER_ENCODING, 400),
        arguments("+Transfer-Encoding: \"chunked\"||", TRANSFER_ENCODING, 400),
        arguments("+Transfer-Encoding: chunked;a=b||", TRANSFER_ENCODING, 400),
        arguments("+Transfer-Encoding: chunked chunked||", TRANSFER_ENCODING, 400),
        arguments("+Transfer-Encoding: chunked, chunked||", TRANSFER_ENCODING, 400),
        arguments(
            "+Transfer-Encoding: chunked|Transfer-Encoding: chunked||", TRANSFER_ENCODING, 400),
        arguments("+Transfer-Encoding: identity||", TRANSFER_ENCODING, 400),
        arguments("+Transfer-Encoding: chunked,||", TRANSFER_ENCODING, 400),
        arguments("+Transfer-Encoding: , chunked||", TRANSFER_ENCODING, 400),
        arguments("+Transfer-Encoding:||", TRANSFER_ENCODING, 400),
        arguments("+Transfer-Encoding: chunked|Content-Length: 5||", TRANSFER_ENCODING, 400),
        arguments("+Content-Length: 5|Transfer-Encoding: chunked||", TRANSFER_ENCODING, 400),
        arguments("POST / HTTP/1.0|Host: x|Transfer-Encoding: chunked||", TRANSFER_ENCODING, 400),
        // Sections 6.2 and 6.3: Content-Length.
        arguments("+Content-Length: -5||", CONTENT_LENGTH, 400),
        arguments("+Content-Length: -1||", CONTENT_LENGTH, 400),
        arguments("+Content-Length: +5||", CONTENT_LENGTH, 400),
        arguments("+Content-Length: 0x5||", CONTENT_LENGTH, 400),
        arguments("+Content-Length: 5a||", CONTENT_LENGTH, 400),
        arguments("+Content-Length: 5 5||", CONTENT_LENGTH, 400),
        arguments("+Content-Length: 5.0||", CONTENT_LENGTH, 400),
        arguments("+Content-Length: \u00b2||", CONTENT_LENGTH, 400),
        arguments("+Content-Length:||", CONTENT_LENGTH, 400),
        arguments("+Content-Length: 5,||", CONTENT_LENGTH, 400),
        arguments("+Content-Length: 5, 6||", CONTENT_LENGTH, 400),
        arguments("+Content-Length: 5|Content-Length: 6||", CONTENT_LENGTH, 400),
        arguments("+Content-Length: 9223372036854775808||", CONTENT_LENGTH, 413),
        arguments("+Content-Length: " + "9".repeat(100) + "||", CONTENT_LENGTH, 413),
        // Section 7.1: chunks.
        arguments(CHUNKED + "|", CHUNK, 400),
        arguments(CHUNKED + "x|", CHUNK, 400),
        arguments(CHUNKED + "0x5|abcde|", CHUNK, 400),
        arguments(CHUNKED + "-5|", CHUNK, 400),
        arguments(CHUNKED + "+5|abcde|", CHUNK, 400),
        arguments(CHUNKED + " 5|abcde|", CHUNK, 400),
        arguments(CHUNKED + "5 |abcde|", CHUNK, 400),
        arguments(CHUNKED + "5 5|abcde|", CHUNK, 400),
        arguments(CHUNKED + "5_|abcde|", CHUNK, 400),
        arguments(CHUNKED + "\u00b2|", CHUNK, 400),
        arguments(CHUNKED + ";a|abcde|", CHUNK, 400),
        arguments(CHUNKED + "5\nabcde|", CHUNK, 400),
        arguments(CHUNKED + "5\rabcde|", CHUNK, 400),
        arguments(CHUNKED + "5;a\nabcde|", CHUNK, 400),
        arguments(CHUNKED + "5;a\0|abcde|", CHUNK, 400),
        arguments(CHUNKED + "5|abcdef|", CHUNK, 400),
        arguments(CHUNKED + "5|abcde0||", CHUNK, 400),
        arguments(CHUNKED + "5|abcde\n0||", CHUNK, 400),
        arguments(CHUNKED + "5|abcde\r\r0||", CHUNK, 400),
        arguments(CHUNKED + "8000000000000000|", CHUNK, 400),
        arguments(CHUNKED + "00000000000000005|abcde|", CHUNK, 400),
        arguments(CHUNKED + "1;" + "a".repeat(2000), TOO_LONG, 400),
        arguments(CHUNKED + "5" + " ".repeat(2000), TOO_LONG, 400),
        arguments(CHUNKED + "0|A: " + "b".repeat(9000), TOO_LONG, 431),
        arguments(CHUNKED + "0|" + "A: b|".repeat(2000), TOO_LONG, 431),
        arguments(CHUNKED + "0|A : b||", FIELD, 400),
        arguments(CHUNKED + "0|A: b| c||", FIELD, 400),
        arguments(CHUNKED + "0|A: b\n||", FIELD, 400));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String row, FramingFault fault, int status) {
    String request = request(row);
    for (int cut = 0; cut < Math.min(request.length(), 300); cut++) {
      assertRefused(Pieces.cut(request, cut), fault, status);
    }
    assertRefused(Pieces.bytes(request), fault, status);
  }

  private static void assertRefused(Pieces pieces, FramingFault fault, int status) {
    FramingException refusal = pieces.check().refusal();
    assertNotNull(refusal);
    assertEquals(fault, refusal.fault());
    assertEquals(status, refusal.status());
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments("GET / HTTP/1.1|Host: x||", "GET / HTTP/1.1|Host: x||"),
        arguments("|GET / HTTP/1.1|Host: x||", "GET / HTTP/1.1|Host: x||"),
        arguments("||GET / HTTP/1.1|Host: x||", "GET / HTTP/1.1|Host: x||"),
        arguments("GET / HTTP/1.0|Host: x||", "GET / HTTP/1.1|Host: x||"),
        arguments("OPTIONS * HTTP/1.1|Host: x||", "OPTIONS * HTTP/1.1|Host: x||"),
        arguments("GET / HTTP/1.1|HOST:x:80||", "GET / HTTP/1.1|Host: x:80||"),
        arguments("GET / HTTP/1.1|Host: [::1]:80||", "GET / HTTP/1.1|Host: [::1]:80||"),
        arguments("GET http://y:80/a?b HTTP/1.1|Host: x||", "GET /a?b HTTP/1.1|Host: y:80||"),
        arguments("GET HTTPS://y HTTP/1.1|Host: x||", "GET / HTTP/1.1|Host: y||"),
        arguments("GET http://y?b HTTP/1.1|Host: x||", "GET /?b HTTP/1.1|Host: y||"),
        arguments(
            "GET / HTTP/1.1|Host: x|A:b|B: \t c d \t|C:||",
            "GET / HTTP/1.1|A: b|B: c d|C: |Host: x||"),
        arguments("GET / HTTP/1.1|Host: x|A: \u00e4||", "GET / HTTP/1.1|A: \u00e4|Host: x||"),
        arguments("+Content-Length: 5||abcde", POST + "Content-Length: 5||abcde"),
        arguments("+content-length:005||abcde", POST + "Content-Length: 5||abcde"),
        arguments("+Content-Length: 5, 5||abcde", POST + "Content-Length: 5||abcde"),
        arguments(
            "+Content-Length: 5|Content-Length: 05||abcde", POST + "Content-Length: 5||abcde"),
        arguments("+Content-Length: 0||", POST + "Content-Length: 0||"),
        arguments(
            "+Content-Length: 2||abGET / HTTP/1.1|Host: y||",
            POST + "Content-Length: 2||abGET / HTTP/1.1|Host: y||"),
        arguments("+Transfer-Encoding: Chunked||0||", PASSED),
        arguments("+transfer-encoding:\tCHUNKED ||0||", PASSED),
        arguments(CHUNKED + "5|abcde|0||", PASSED + "abcde"),
        arguments(CHUNKED + "0005|abcde|A|0123456789|00||", PASSED + "abcde0123456789"),
        arguments(CHUNKED + "5;a=b|abcde|1 \t;x|f|0;e||", PASSED + "abcdef"),
        arguments(CHUNKED + "1|a|1;x|b|1|c|1|d|0||", PASSED + "abcd"),
        arguments(CHUNKED + "2|\r\n|0||", PASSED + "\r\n"),
        arguments(CHUNKED + "1|a|0|T: u|V: w||", PASSED + "a"),
        arguments(
            CHUNKED + "1|a|0||GET / HTTP/1.1|Host: y||", PASSED + "aGET / HTTP/1.1|Host: y||"),
        arguments(CHUNKED + "7fffffffffffffff|abc", PASSED + "abc"));
  }

  @ParameterizedTest
  @MethodSource
  void accepted(String row, String passed) {
    String request = request(row);
    for (int cut = 0; cut < request.length(); cut++) {
      for (int second = cut; second < request.length(); second += 3) {
        assertAccepted(Pieces.cut(request, cut, second), passed);
      }
    }
    assertAccepted(Pieces.bytes(request), passed);
  }

  private static void assertAccepted(Pieces pieces, String passed) {
    Pieces.Result result = pieces.check();
    assertNull(result.refusal());
    assertEquals(passed.replace("|", "\r\n"), result.passed());
  }

  private static String request(String row) {
    return row.replaceFirst("^\\+", POST.replace("|", "\r\n")).replace("|", "\r\n");
  }
}
