package dev.sluice;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The package table of {@code docs/architecture.md} as data: what each package may use of the
 * others, and the layer it stands in. A package that is not listed must not exist.
 */
final class Packages {
  /** Where the project's packages live. */
  static final String ROOT = "dev.sluice.";

  /**
   * One line of the table.
   *
   * @param layer 0..4; a package may only use packages of its own layer or below
   * @param name last part of the package's name
   * @param mayUse names of the packages it may use; all of them for layer 4
   */
  record Row(int layer, String name, Set<String> mayUse) {}

  private static final List<Row> ROWS =
      List.of(
          row(0, "bytes"),
          row(0, "time"),
          row(0, "media"),
          row(0, "openssl"),
          row(1, "mpegts", "bytes", "time", "media"),
          row(1, "h264", "bytes", "media"),
          row(1, "opus", "bytes", "media"),
          row(1, "rtp", "bytes", "time"),
          row(1, "rtcp", "bytes", "time"),
          row(1, "srtp", "openssl", "bytes"),
          row(1, "stun", "bytes"),
          row(1, "ice", "stun", "bytes"),
          row(1, "dtls", "openssl", "bytes"),
          row(1, "sdp", "media"),
          row(2, "stream", "media", "time", "rtp", "bytes"),
          row(2, "fill", "stream", "h264", "opus", "media", "time", "bytes"),
          row(2, "ingest", "mpegts", "h264", "opus", "rtp", "stream", "media", "time", "bytes"),
          row(
              2, "session", "stream", "rtp", "rtcp", "srtp", "ice", "stun", "dtls", "sdp", "media",
              "time", "bytes"),
          row(3, "udp", "session", "bytes"),
          row(3, "rehearsal", "dtls", "stun"),
          row(3, "probe", "mpegts", "h264", "opus", "media", "time", "bytes"),
          row(3, "http"),
          row(3, "auth", "http"),
          row(3, "source", "http", "ingest", "stream", "media", "time", "bytes"),
          row(3, "whep", "http", "auth", "session", "stream", "sdp", "media"),
          row(3, "observe", "http", "auth", "whep", "session", "stream", "udp", "source", "media"),
          row(4, "config"),
          row(4, "app"));

  /** Packages that may block besides those of layer 3 and 4. */
  static final Set<String> MAY_BLOCK = Set.of("stream", "dtls");

  /** The packages that talk to the terminal. */
  static final Set<String> MAY_PRINT = Set.of("app");

  static final Map<String, Row> TABLE =
      ROWS.stream().collect(toUnmodifiableMap(Row::name, row -> row));

  private Packages() {}

  /** The layers in which time, sockets and files come from outside. Unknown packages are pure. */
  static boolean isPure(String name) {
    Row row = TABLE.get(name);
    return row == null || row.layer() <= 2;
  }

  /** Whether {@code user} may refer to {@code used}. */
  static boolean allows(String user, String used) {
    Row row = TABLE.get(user);
    return user.equals(used) || row != null && (row.layer() == 4 || row.mayUse().contains(used));
  }

  private static Row row(int layer, String name, String... mayUse) {
    return new Row(layer, name, Set.copyOf(Stream.of(mayUse).toList()));
  }
}
