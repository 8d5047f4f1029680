package dev.sluice.conformance.attack;

import dev.sluice.conformance.harness.Offers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections that are slow, idle, or read nothing. */
final class SlowConnections {
  /** More than the service in the test accepts at once. */
  private static final int MANY = 1100;

  private static final Duration SLOW = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofSeconds(4);

  private SlowConnections() {}

  static List<Shape> shapes() {
    return List.of(
        crowd("slow heads", "sends one byte of a head every 2 s", SlowConnections::slowHead),
        crowd("idle connections", "sends nothing", wire -> {}),
        tenAddresses(),
        crowd(
            "half a TLS hello",
            "begins a TLS hello",
            wire -> wire.send("\u0016\u0003\u0001\u0002")),
        crowd("half a preface", "begins the preface of HTTP/2", wire -> wire.send("PRI * HTTP/2")),
        slowBodies(),
        new Shape("single bytes", "sends whole requests byte by byte", singleBytes().times(4)),
        new Shape("unread answers", "asks for files and does not read", unreadAnswers().times(20)),
        new Shape("unread events", "reads no event of its sessions", unreadEvents().times(4)));
  }

  /** The beginning of a connection. */
  @FunctionalInterface
  private interface Begin {
    void on(Wire wire) throws IOException;
  }

  /** Connections that are opened at a rate of the machine and held. */
  private static Shape crowd(String name, String what, Begin begin) {
    Attack one =
        target -> {
          try (Wire wire = target.connect(target.service().publicTcp())) {
            begin.on(wire);
            wire.discard();
          }
        };
    return new Shape(
        name, "holds %d connections: %s".formatted(MANY, what), one.repeated(PAUSE).times(MANY));
  }

  private static Shape tenAddresses() {
    AtomicInteger turn = new AtomicInteger();
    Attack one =
        target -> {
          int address = turn.getAndIncrement() % 10;
          try (Wire wire = target.connect(target.service().publicTcp(), address)) {
            wire.discard();
          }
        };
    return new Shape(
        "idle connections of ten addresses",
        "holds %d connections of ten addresses".formatted(MANY),
        one.repeated(PAUSE).times(MANY));
  }

  private static void slowHead(Wire wire) throws IOException {
    wire.drip("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + "a".repeat(1000), SLOW);
  }

  private static Shape slowBodies() {
    Attack one =
        target -> {
          try (Wire wire = target.connect(target.service().publicTcp())) {
            wire.send(
                Requests.head(
                    "POST /whep/live", "Content-Type: application/sdp", "Content-Length: 3000"));
            wire.drip("v=0\r\n".repeat(600), SLOW);
          }
        };
    return new Shape(
        "slow bodies",
        "sends one byte of an offer every 2 s, 200 times",
        one.repeated().times(200));
  }

  private static Attack singleBytes() {
    Attack once =
        target -> {
          try (Wire wire = target.connect(target.service().publicTcp())) {
            String offer =
                Requests.request("POST /whep/live", "application/sdp", Offers.chromium());
            wire.drip(offer, Duration.ofNanos(200_000));
            wire.answer(Duration.ofMillis(500));
          }
        };
    return once.repeated();
  }

  private static Attack unreadAnswers() {
    Attack once =
        target -> {
          try (Wire wire = target.connect(target.service().publicTcp())) {
            wire.flood(Requests.head("GET /player.js").repeat(10), 200_000);
          }
        };
    return once.repeated();
  }

  private static Attack unreadEvents() {
    Attack once =
        target -> {
          RawSession session = RawSession.create(target);
          String events = session.path() + "/events";
          String body = "[\"active\", \"inactive\", \"viewercount\"]";
          String location;
          try (Wire wire = target.connect(target.service().publicTcp())) {
            wire.send(Requests.request("POST " + events, "application/json", body));
            location = RawSession.location(wire.answer(Duration.ofMillis(500)).text());
          }
          for (int i = 0; i < 20 && !location.isEmpty() && !target.isOver(); i++) {
            Wire wire = target.connect(target.service().publicTcp());
            wire.send(Requests.head("GET " + location));
            target.pause(Duration.ofMillis(100));
          }
        };
    return once.repeated();
  }
}
