package dev.sluice.conformance.attack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Shapes that run at the same time, each from its own address.
 *
 * @param name in messages
 * @param shapes the shapes
 */
record Wave(String name, List<Shape> shapes) {
  /** All waves, in the order of a run. */
  static List<Wave> all() {
    return List.of(
        of("HTTP/1 lines and framing", List.of(EndlessLines.shapes(), Framing.shapes())),
        of("slow and idle connections", List.of(SlowConnections.shapes())),
        of("HTTP/2", List.of(Http2Floods.shapes())),
        of("WHEP, events and access", List.of(WhepAbuse.shapes(), AccessAbuse.shapes())),
        of("transport streams and SRT", List.of(HostileStreams.shapes(), SrtFloods.shapes())),
        of(
            "STUN, DTLS, RTCP and ICE-TCP",
            List.of(
                StunFloods.shapes(), DtlsFloods.shapes(), TcpMedia.shapes(), Feedback.shapes())));
  }

  private static Wave of(String name, List<List<Shape>> families) {
    return new Wave(name, families.stream().flatMap(List::stream).toList());
  }

  /** All waves, or only the wave or shape that a system property names. */
  static List<Wave> chosen() {
    String name = System.getProperty("sluice.attack.shape", "");
    return all().stream()
        .map(wave -> wave.only(name))
        .filter(wave -> !wave.shapes.isEmpty())
        .toList();
  }

  private Wave only(String shape) {
    boolean all = shape.isEmpty() || name.equals(shape);
    return new Wave(name, shapes.stream().filter(one -> all || one.name().equals(shape)).toList());
  }

  /** Time of each wave, if a system property gives it. */
  static Optional<Duration> seconds() {
    return Optional.ofNullable(Long.getLong("sluice.attack.seconds")).map(Duration::ofSeconds);
  }
}
