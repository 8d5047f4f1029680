package dev.sluice.conformance.attack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Bodies of HTTP/1 with odd framing (RFC 9112 sections 6 and 7). Each request carries a second one,
 * which is part of the body or follows an error: it must never be answered.
 */
final class Framing {
  private static final String SECOND = "GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration REST = Duration.ofMillis(200);
  private static final int FLOOD_BYTES_PER_SECOND = 8_000_000;

  private Framing() {}

  static List<Shape> shapes() {
    String chunk = "%x\r\n%s\r\n0\r\n\r\n".formatted(SECOND.length(), SECOND);
    List<Shape> shapes = new ArrayList<>();
    shapes.add(odd("Content-Length -5", "Content-Length: -5", SECOND));
    shapes.add(odd("Content-Length -1", "Content-Length: -1", SECOND));
    shapes.add(odd("Content-Length +5", "Content-Length: +5", "hello" + SECOND));
    shapes.add(odd("Content-Length 0x5", "Content-Length: 0x5", "hello" + SECOND));
    shapes.add(
        odd(
            "Content-Length of 20 digits",
            "Content-Length: 18446744073709551621",
            "hello" + SECOND));
    shapes.add(odd("two lengths", "Content-Length: 5\r\nContent-Length: 50", "hello" + SECOND));
    shapes.add(odd("list of lengths", "Content-Length: 5, 50", "hello" + SECOND));
    shapes.add(odd("space before the colon", "Content-Length : 5", "hello" + SECOND));
    shapes.add(odd("capital Chunked", "Transfer-Encoding: Chunked", chunk));
    shapes.add(odd("gzip, chunked", "Transfer-Encoding: gzip, chunked", chunk));
    shapes.add(odd("xchunked", "Transfer-Encoding: xchunked", chunk));
    shapes.add(odd("chunked, identity", "Transfer-Encoding: chunked, identity", chunk));
    shapes.add(odd("folded encoding", "Transfer-Encoding:\r\n chunked", chunk));
    shapes.add(
        odd(
            "length and chunks",
            "Content-Length: 5\r\nTransfer-Encoding: chunked",
            "0\r\n\r\n" + SECOND));
    String encoded = "Transfer-Encoding: chunked";
    shapes.add(odd("chunk without line end", encoded, "5\r\nhello" + SECOND));
    shapes.add(odd("negative chunk", encoded, "-5\r\n" + SECOND));
    shapes.add(
        odd(
            "chunk size of 17 digits",
            encoded,
            "10000000000000005\r\nhello\r\n0\r\n\r\n" + SECOND));
    shapes.add(odd("chunk size 0x5", encoded, "0x5\r\nhello\r\n0\r\n\r\n" + SECOND));
    shapes.add(hugeChunk());
    return shapes;
  }

  private static Shape odd(String name, String framing, String body) {
    List<String> requests =
        List.of("POST /whep/live", "PUT /ingest/nobody", "POST /api/streams/nobody/reconnect");
    Attack once =
        target -> {
          for (String request : requests) {
            var service = target.service();
            boolean control = !request.contains("/whep");
            try (Wire wire = target.connect(control ? service.controlTcp() : service.publicTcp())) {
              wire.send(Requests.head(request, "Content-Type: application/sdp", framing) + body);
              judge(target, request, wire);
            }
          }
        };
    return new Shape(name, framing.replace("\r\n", ", "), once.repeated());
  }

  private static void judge(Target target, String request, Wire wire) throws java.io.IOException {
    double before = target.secondsLeft();
    Wire.Answer first = wire.answer(Duration.ofMillis(100));
    while (first.text().isEmpty()
        && !first.closed()
        && before - target.secondsLeft() < PATIENCE.toSeconds()) {
      if (target.isOver()) {
        return;
      }
      first = wire.answer(Duration.ofMillis(100));
    }
    if (first.text().isEmpty() && !first.closed()) {
      target.fault(request + ": neither answered nor closed");
      return;
    }
    Wire.Answer rest = first.closed() ? new Wire.Answer("", true) : wire.answer(REST);
    if (first.count() + rest.count() > 1) {
      target.fault(request + ": the second request was answered");
    }
  }

  private static Shape hugeChunk() {
    Attack once =
        target -> {
          try (Wire wire = target.connect(target.service().publicTcp())) {
            wire.send(Requests.chunked("POST /whep/live") + "7fffffff\r\n");
            wire.flood("a".repeat(64 * 1024), FLOOD_BYTES_PER_SECOND);
          }
        };
    return new Shape("chunk of 2 GB", "sends a chunk of 2 GB", once.repeated().times(2));
  }
}
