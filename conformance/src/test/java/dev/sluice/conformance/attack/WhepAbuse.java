package dev.sluice.conformance.attack;

import dev.sluice.conformance.harness.Offers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Requests to the WHEP endpoint and its sessions that are allowed one by one. */
final class WhepAbuse {
  private static final String SDP = "application/sdp";

  private WhepAbuse() {}

  static List<Shape> shapes() {
    Random random = new Random(15);
    return List.of(
        requests(
            "streams that never come",
            "posts offers for streams without a source",
            8,
            () -> post("nobody-" + random.nextInt(10_000), Offers.chromium())),
        requests(
            "offers of 1 MB",
            "posts offers of 1 MB",
            2,
            () -> post("live", Offers.chromium() + "a=x-filler:y\r\n".repeat(75_000))),
        requests(
            "1000 media sections",
            "posts offers with 1000 media sections",
            2,
            () ->
                post(
                    "live", Offers.chromium() + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n".repeat(1000))),
        requests(
            "1000 candidates",
            "posts offers with 1000 candidates",
            2,
            () -> post("live", Offers.chromium() + candidates())),
        requests(
            "guessed sessions",
            "patches and deletes sessions with guessed ids",
            4,
            () -> {
              byte[] id = new byte[18];
              random.nextBytes(id);
              String path = "/whep/live/sessions/" + HexFormat.of().formatHex(id);
              return random.nextBoolean()
                  ? Requests.head("DELETE " + path)
                  : Requests.request(
                      "PATCH " + path, "application/trickle-ice-sdpfrag", "a=ice-ufrag:x\r\n");
            }),
        requests(
            "abandoned sessions",
            "makes sessions and never connects",
            2,
            () -> post("live", Offers.chromium())),
        tenAddresses(),
        requests(
            "forwarded addresses",
            "claims another address in each request",
            2,
            () ->
                Requests.head("GET /whep/live", "X-Forwarded-For: 10.0.0." + random.nextInt(256))));
  }

  private static Shape tenAddresses() {
    AtomicInteger turn = new AtomicInteger();
    Attack once =
        target -> {
          int address = turn.getAndIncrement() % 10;
          try (Wire wire = target.connect(target.service().publicTcp(), address)) {
            wire.send(post("live", Offers.chromium()));
            wire.answer(Duration.ofMillis(100));
          }
        };
    return new Shape(
        "abandoned sessions of ten addresses",
        "makes sessions from ten addresses and never connects",
        once.repeated().times(10));
  }

  private static String post(String stream, String offer) {
    return Requests.request("POST /whep/" + stream, SDP, offer);
  }

  private static String candidates() {
    return "a=candidate:1 1 udp 2122260223 198.51.100.7 50000 typ host\r\n".repeat(1000);
  }

  /** About 50 requests a second of each thread, over connections that are kept. */
  private static Shape requests(
      String name, String description, int threads, Supplier<String> request) {
    Attack once =
        target -> {
          try (Wire wire = target.connect(target.service().publicTcp())) {
            Wire.Answer answer = new Wire.Answer("", false);
            while (!answer.closed() && !target.isOver()) {
              String text;
              synchronized (request) {
                text = request.get();
              }
              wire.send(text);
              answer = wire.answer(Duration.ofMillis(20));
            }
          }
        };
    return new Shape(name, description, once.repeated().times(threads));
  }
}
