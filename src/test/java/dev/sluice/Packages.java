package dev.sluice;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The packages with their layers and allowed dependencies; the source of the table in {@code
 * docs/architecture.md}. A package without a row must not exist.
 */
final class Packages {
  /** The common prefix of all packages. */
  static final String ROOT = "dev.sluice.";

  /**
   * One line of the table.
   *
   * @param layer 0..4; a package may only use packages of its own layer or below
   * @param name the package's name below the root: its group and its own, or the group alone
   * @param mayUse the packages and groups it may use; all of them for layer 4
   */
  record Row(int layer, String name, Set<String> mayUse) {}

  static final List<Row> ROWS =
      List.of(
          row(0, "base.bytes"),
          row(0, "base.counters"),
          row(0, "base.time", "base.counters"),
          row(0, "base.log", "base.settings"),
          row(0, "base.tasks", "base.log"),
          row(0, "base.foreign", "base.bytes"),
          row(0, "base.libcrypto", "base.foreign"),
          row(0, "base.settings"),
          row(0, "base.share"),
          row(0, "media"),
          row(1, "codec.annexb", "base.bytes", "codec.framing"),
          row(1, "codec.h264", "base.bytes", "media", "codec.annexb"),
          row(1, "codec.h265", "base.bytes", "media", "codec.annexb", "codec.framing"),
          row(1, "codec.intra", "base.bytes"),
          row(1, "codec.mpeg2", "base.bytes", "codec.annexb", "codec.framing"),
          row(1, "codec.opus", "base.bytes", "media"),
          row(1, "codec.framing", "base.bytes"),
          row(1, "codec.data", "base.bytes", "media", "codec.framing"),
          row(1, "codec.audio", "base.bytes", "media", "codec.framing"),
          row(1, "codec.pcm"),
          row(1, "container.mpegts", "base.bytes", "base.time", "media"),
          row(1, "container.flv", "base.bytes", "base.counters", "media"),
          row(1, "rtc.rtp", "base.bytes", "base.time"),
          row(1, "rtc.rtcp", "base.bytes", "base.time"),
          row(1, "rtc.srtp", "base.bytes", "base.libcrypto"),
          row(1, "rtc.stun", "base.bytes"),
          row(1, "rtc.ice", "base.bytes", "rtc.stun"),
          row(1, "rtc.dtls", "base.bytes", "base.libcrypto", "rtc.srtp"),
          row(1, "rtc.sdp", "rtc.ice"),
          row(1, "rtc.answer", "media", "rtc.ice", "rtc.sdp"),
          row(2, "stream.log", "base.bytes", "base.time", "media", "rtc.rtp"),
          row(2, "stream.publish", "base", "codec.opus", "media", "rtc.rtp", "stream.log"),
          row(
              2,
              "stream.life",
              "base.settings",
              "base.tasks",
              "base.time",
              "media",
              "stream.log",
              "stream.publish"),
          row(2, "ingest.feed", "stream.publish"),
          row(2, "ingest.track", "base", "media", "codec"),
          row(
              2,
              "ingest.ts",
              "base",
              "media",
              "codec",
              "container.mpegts",
              "stream.publish",
              "ingest.feed",
              "ingest.track"),
          row(
              2,
              "ingest.flv",
              "base",
              "media",
              "codec",
              "container.flv",
              "stream.publish",
              "ingest.feed",
              "ingest.track"),
          row(2, "viewer.stats", "base.counters"),
          row(2, "viewer.pacing", "base.time", "rtc.rtp", "stream", "viewer.stats"),
          row(
              2,
              "viewer.send",
              "base",
              "media",
              "rtc.answer",
              "rtc.rtp",
              "rtc.srtp",
              "stream",
              "viewer.pacing"),
          row(
              2,
              "viewer.feedback",
              "base.time",
              "rtc.dtls",
              "rtc.rtcp",
              "rtc.srtp",
              "stream",
              "viewer.pacing",
              "viewer.send",
              "viewer.stats"),
          row(
              2,
              "viewer.negotiate",
              "base.settings",
              "media",
              "rtc",
              "stream",
              "viewer.feedback",
              "viewer.pacing",
              "viewer.send"),
          row(
              2,
              "viewer.session",
              "base.log",
              "base.settings",
              "base.share",
              "media",
              "rtc",
              "stream",
              "viewer.feedback",
              "viewer.negotiate",
              "viewer.send",
              "viewer.stats"),
          row(
              3,
              "net.udp",
              "base.bytes",
              "base.foreign",
              "base.settings",
              "base.tasks",
              "net.address",
              "viewer.send",
              "viewer.session",
              "viewer.stats"),
          row(3, "net.libsrt", "base.foreign"),
          row(3, "net.command", "base.settings"),
          row(3, "net.tls", "base.log", "base.tasks"),
          row(3, "net.framing", "base.share"),
          row(3, "net.rtmp", "base.bytes", "container.flv"),
          row(3, "net.address", "base.log", "base.settings", "base.share"),
          row(
              3,
              "net.http",
              "base.counters",
              "base.log",
              "base.settings",
              "base.share",
              "base.tasks",
              "net.address",
              "net.framing",
              "net.tls"),
          row(
              3,
              "net.auth",
              "base.counters",
              "base.log",
              "base.settings",
              "net.address",
              "net.http"),
          row(3, "source.transport"),
          row(
              3,
              "source.supervisor",
              "base.counters",
              "base.log",
              "base.settings",
              "base.tasks",
              "base.time",
              "ingest.feed",
              "media",
              "source.transport",
              "stream"),
          row(3, "source.http", "net.framing", "source.transport"),
          row(3, "source.data", "base.counters", "base.log", "net.http"),
          row(
              3,
              "source.channel",
              "base.log",
              "base.settings",
              "net.http",
              "source.data",
              "source.push",
              "source.supervisor",
              "stream.life"),
          row(3, "source.trickle", "source.http", "source.transport"),
          row(
              3,
              "source.datagram",
              "base.bytes",
              "base.counters",
              "base.foreign",
              "base.log",
              "source.transport"),
          row(3, "source.socket", "base.log", "base.tasks", "source.transport"),
          row(3, "source.local", "base.share", "net.command", "source.transport"),
          row(
              3,
              "source.java",
              "base.bytes",
              "base.settings",
              "container.mpegts",
              "source.transport"),
          row(3, "source.push", "stream.life", "net.http", "source.supervisor"),
          row(
              3,
              "source.attach",
              "base.log",
              "base.settings",
              "base.tasks",
              "net.address",
              "net.http",
              "source.data",
              "source.supervisor",
              "source.transport",
              "stream.life"),
          row(
              3,
              "source.srt",
              "base.counters",
              "base.log",
              "base.settings",
              "base.tasks",
              "net.address",
              "net.libsrt",
              "source.supervisor",
              "source.transport",
              "stream.life"),
          row(
              3,
              "source.rtmp",
              "base.counters",
              "base.log",
              "base.settings",
              "base.tasks",
              "ingest.flv",
              "stream.life",
              "stream.log",
              "net.address",
              "net.http",
              "net.rtmp",
              "source.supervisor"),
          row(
              3,
              "source.slate",
              "base.bytes",
              "base.log",
              "base.settings",
              "base.tasks",
              "base.time",
              "codec.annexb",
              "codec.h264",
              "codec.intra",
              "container.mpegts",
              "media",
              "ingest.ts",
              "stream"),
          row(3, "source.demo", "base.time", "container.mpegts", "ingest.ts", "stream"),
          row(3, "transcode.coder", "base.bytes", "codec.pcm", "media"),
          row(3, "transcode.libav", "base.foreign", "codec.pcm", "transcode.coder"),
          row(3, "transcode.libopus", "base.foreign", "codec.pcm", "transcode.coder"),
          row(3, "transcode.java", "base.bytes", "codec.pcm", "transcode.coder"),
          row(
              3,
              "transcode.audio",
              "base.counters",
              "base.foreign",
              "base.settings",
              "base.time",
              "codec.pcm",
              "media",
              "stream",
              "transcode.coder",
              "transcode.java",
              "transcode.libav",
              "transcode.libopus"),
          row(3, "api.player", "net.http"),
          row(
              3,
              "api.events",
              "base.share",
              "base.tasks",
              "media",
              "stream",
              "viewer.session",
              "net.http"),
          row(
              3,
              "api.whep",
              "base.counters",
              "base.log",
              "base.settings",
              "base.share",
              "base.tasks",
              "media",
              "rtc.ice",
              "rtc.sdp",
              "stream",
              "viewer.negotiate",
              "viewer.session",
              "viewer.stats",
              "net.address",
              "net.http",
              "net.auth",
              "api.events"),
          row(
              3,
              "api.control",
              "base.time",
              "media",
              "stream",
              "viewer.session",
              "viewer.stats",
              "net.http",
              "source.attach",
              "source.channel",
              "source.data",
              "source.supervisor",
              "source.transport",
              "api.events",
              "api.whep"),
          row(
              3,
              "api.hooks",
              "base.counters",
              "base.log",
              "base.settings",
              "base.tasks",
              "net.command",
              "stream.life",
              "viewer.session",
              "source.supervisor",
              "api.whep"),
          row(
              3,
              "api.mediamtx",
              "stream.life",
              "viewer.session",
              "viewer.stats",
              "net.http",
              "source.supervisor"),
          row(
              3,
              "api.observe",
              "base.counters",
              "base.tasks",
              "media",
              "stream",
              "viewer.session",
              "viewer.stats",
              "net",
              "source.attach",
              "source.channel",
              "source.data",
              "source.datagram",
              "source.srt",
              "source.rtmp",
              "source.supervisor",
              "transcode.audio",
              "api.events",
              "api.hooks",
              "api.whep"),
          row(4, "app"),
          row(4, "app.config"),
          row(4, "app.probe"),
          row(4, "app.addresses"),
          row(4, "app.rehearsal"),
          row(4, "app.cli"));

  /** Packages that may block besides those of layer 3 and 4. */
  static final Set<String> MAY_BLOCK =
      Set.of(
          "base.tasks",
          "stream.log",
          "stream.publish",
          "stream.life",
          "rtc.dtls",
          "viewer.session");

  /** The package of the one scheduler: elsewhere a task would end with its first exception. */
  static final String SCHEDULER = "base.tasks";

  /** The packages that may write to the terminal. */
  static final Set<String> MAY_PRINT = Set.of("app.cli");

  static final Map<String, Row> TABLE =
      ROWS.stream().collect(toUnmodifiableMap(Row::name, row -> row));

  private Packages() {}

  /**
   * True for layers 0 to 2, which use no clock, sockets or files; unknown packages count as pure.
   */
  static boolean isPure(String name) {
    Row row = TABLE.get(name);
    return row == null || row.layer() <= 2;
  }

  /** True if {@code user} may use {@code used}; a group in a row includes all of its packages. */
  static boolean allows(String user, String used) {
    Row row = TABLE.get(user);
    return user.equals(used)
        || row != null
            && (row.layer() == 4
                || row.mayUse().contains(used)
                || row.mayUse().contains(groupOf(used)));
  }

  /** The rows of a package, or of all packages of a group. */
  static List<Row> named(String packageOrGroup) {
    return ROWS.stream()
        .filter(
            row -> row.name().equals(packageOrGroup) || groupOf(row.name()).equals(packageOrGroup))
        .toList();
  }

  /** The first part of a package's name. */
  static String groupOf(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static Row row(int layer, String name, String... mayUse) {
    return new Row(layer, name, Set.copyOf(Stream.of(mayUse).toList()));
  }
}
