package dev.sluice.conformance.attack;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** RTCP feedback of viewers that have all rights of a viewer. */
final class Feedback {
  private static final Duration LONG = Duration.ofHours(1);

  private Feedback() {}

  static List<Shape> shapes() {
    return List.of(
        flood("nack", "asks 1000 times a second for 3400 packets"),
        flood("pli", "asks 1000 times a second for a key picture"));
  }

  private static Shape flood(String kind, String what) {
    Attack attack =
        target -> {
          URI whep =
              URI.create(
                  "http://127.0.0.1:%d/whep/%s"
                      .formatted(target.service().publicTcp(), Target.STREAM));
          try (Pion viewer = Pion.play(whep, LONG, "--flood", kind)) {
            viewer.awaitPicture(Duration.ofSeconds(20));
            target.joined();
            target.pause(LONG);
          }
        };
    return new Shape(
        kind.toUpperCase(java.util.Locale.ROOT) + " flood",
        what + " in a session of its own",
        attack);
  }
}
