package dev.sluice.conformance.attack;

import static dev.sluice.conformance.attack.Requests.chunked;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Lines of HTTP/1 without an end, in heads and in chunked bodies. */
final class EndlessLines {
  private static final int BYTES_PER_SECOND = 16_000_000;
  private static final int PIECE_BYTES = 64 * 1024;

  private EndlessLines() {}

  static List<Shape> shapes() {
    return List.of(
        body("endless chunk size", "zeros before the size of a chunk", "", "0"),
        body("endless chunk extension", "one extension of a chunk", "5;x=", "a"),
        body("endless quoted extension", "one quoted extension of a chunk", "5;x=\"", "a"),
        body("endless trailer", "one trailer of a chunked body", "0\r\nX-Trailer: ", "a"),
        body("endless trailers", "short trailers of a chunked body", "0\r\n", "a: b\r\n"),
        head("endless request line", "a path", "GET /", "a"),
        head("endless header", "the value of a header", "GET / HTTP/1.1\r\nX-Header: ", "a"),
        head("endless headers", "short headers", "GET / HTTP/1.1\r\n", "a: b\r\n"),
        head("endless empty lines", "empty lines before the request", "", "\r\n"));
  }

  /** On both sockets; answered with 401, 404, and with no error before the body is read. */
  private static Shape body(String name, String what, String begin, String fill) {
    List<String> requests =
        List.of(
            chunked("POST /whep/live"),
            chunked("POST /whep/live", "Authorization: Bearer forged"),
            chunked("POST /nowhere"),
            chunked("PUT /ingest/nobody"),
            chunked("PUT /ingest/nobody", "Authorization: Bearer forged"),
            chunked("POST /api/streams/nobody/reconnect"));
    return shape(name, "never ends " + what, requests, begin, fill);
  }

  private static Shape head(String name, String what, String begin, String fill) {
    return shape(name, "never ends " + what, List.of("", "/ingest"), begin, fill);
  }

  private static Shape shape(
      String name, String description, List<String> heads, String begin, String fill) {
    AtomicInteger turn = new AtomicInteger();
    String piece = fill.repeat(PIECE_BYTES / fill.length());
    Attack once =
        target -> {
          String head = heads.get(turn.getAndIncrement() % heads.size());
          boolean control = head.contains("/ingest") || head.contains("/api");
          var service = target.service();
          try (Wire wire = target.connect(control ? service.controlTcp() : service.publicTcp())) {
            wire.send((head.endsWith("\n") ? head : "") + begin);
            wire.flood(piece, BYTES_PER_SECOND);
          }
        };
    return new Shape(name, description, once.repeated().times(2));
  }
}
