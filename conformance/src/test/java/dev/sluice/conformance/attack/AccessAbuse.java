package dev.sluice.conformance.attack;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Questions to the webhook, forged tokens, and JSON that is nested too deeply. */
final class AccessAbuse {
  private static final Duration BETWEEN = Duration.ofMillis(5);

  private AccessAbuse() {}

  static List<Shape> shapes() {
    String deep = "[".repeat(2000) + "]".repeat(2000);
    return List.of(
        questions("OPTIONS"),
        questions("GET"),
        questions("HEAD"),
        forgedTokens(),
        deepEvents(deep),
        deepControl(deep));
  }

  /** The webhook of the test is slow for streams whose name begins with slow. */
  private static Shape questions(String method) {
    AtomicInteger count = new AtomicInteger();
    Attack once =
        target -> {
          String path = "%s /whep/slow-%d".formatted(method, count.getAndIncrement());
          try (Wire wire = target.connect(target.service().publicTcp())) {
            wire.send(Requests.head(path, "Authorization: Bearer anything-at-all"));
            wire.answer(Duration.ofSeconds(3));
          }
        };
    return new Shape(
        method + " for the webhook",
        "asks with " + method + " for streams at which the webhook is slow",
        once.repeated().times(100));
  }

  private static Shape forgedTokens() {
    Random random = new Random(15);
    Attack once =
        target -> {
          try (Wire wire = target.connect(target.service().publicTcp())) {
            String token = "forged.eyJhbGciOiJub25lIn0." + random.nextLong();
            wire.send(
                Requests.request(
                    "POST /whep/live", "application/sdp", "v=0", "Authorization: Bearer " + token));
            if (wire.answer(Duration.ofMillis(500)).text().startsWith("HTTP/1.1 2")) {
              target.fault("a forged token was accepted");
            }
            target.pause(BETWEEN);
          }
        };
    return new Shape("forged tokens", "posts offers with forged tokens", once.repeated().times(4));
  }

  private static Shape deepEvents(String deep) {
    Attack once =
        target -> {
          RawSession session = RawSession.create(target);
          for (int i = 0; i < 20 && !target.isOver(); i++) {
            try (Wire wire = target.connect(target.service().publicTcp())) {
              wire.send(
                  Requests.request("POST " + session.path() + "/events", "application/json", deep));
              wire.answer(Duration.ofMillis(300));
            }
          }
        };
    return new Shape(
        "deep JSON to events", "subscribes with JSON nested 2000 deep", once.repeated());
  }

  private static Shape deepControl(String deep) {
    List<String> bodies =
        List.of(deep, "{\"url\":" + deep + "}", "{\"a\":".repeat(800) + "1" + "}".repeat(800));
    Attack once =
        target -> {
          for (String body : bodies) {
            try (Wire wire = target.connect(target.service().controlTcp())) {
              wire.send(
                  Requests.request("POST /api/streams/nobody/reconnect", "application/json", body));
              wire.answer(Duration.ofMillis(300));
            }
          }
        };
    return new Shape(
        "deep JSON to control", "sends the API JSON nested 2000 deep", once.repeated());
  }
}
