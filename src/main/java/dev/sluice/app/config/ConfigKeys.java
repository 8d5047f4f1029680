package dev.sluice.app.config;

import static dev.sluice.app.config.ConfigKey.key;

import java.util.List;
import java.util.stream.Stream;

/** Every key there is. {@code docs/configuration.md} is made from this table. */
final class ConfigKeys {
  static final ConfigKey<String> PUBLIC_HOST =
      key("public.host", ValueType.address(), "0.0.0.0", "Address for WHEP and the player.");
  static final ConfigKey<Integer> PUBLIC_PORT =
      key("public.port", port(), "8080", "TCP port for WHEP and the player; 0 is any free one.");
  static final ConfigKey<Integer> PUBLIC_MAX_CONNECTIONS =
      key(
          "public.maxConnections",
          ValueType.integer(1, 1_000_000),
          "10000",
          "Open connections to the public socket; more wait until others end.");
  static final ConfigKey<String> CONTROL_HOST =
      key(
          "control.host",
          ValueType.address(),
          "127.0.0.1",
          "Address for ingest, API, metrics and health; one that other machines reach needs"
              + " control.token.");
  static final ConfigKey<Integer> CONTROL_PORT =
      key(
          "control.port",
          port(),
          "8081",
          "TCP port for ingest, API, metrics and health; 0 is any free one.");
  static final ConfigKey<String> CONTROL_TOKEN =
      key(
          "control.token",
          ValueType.token(),
          "",
          "Secret that requests to the control socket carry as `Authorization: Bearer`; empty asks"
              + " for none.");
  static final ConfigKey<String> UDP_HOST =
      key(
          "udp.host",
          NetworkKeys.listening(),
          "0.0.0.0",
          "Addresses for media; 0.0.0.0 is every IPv4 and IPv6 address of this machine.");
  static final ConfigKey<Integer> UDP_PORT =
      key("udp.port", port(), "8190", "UDP port for media; 0 is any free one.");
  static final ConfigKey<List<String>> UDP_PUBLIC_ADDRESSES =
      key(
          "udp.publicAddresses",
          NetworkKeys.publicAddresses(),
          "",
          "Addresses at which viewers reach the UDP port, besides those of the interfaces:"
              + " `203.0.113.7`, `media.example.org`, or `10.0.0.5/203.0.113.7` for the one that a"
              + " NAT maps to a local address.");
  static final ConfigKey<Integer> UDP_SHARDS =
      key("udp.shards", ValueType.integer(0, 256), "0", "Event loops; 0 is one per core.");
  static final ConfigKey<Integer> WHEP_WAIT_SECONDS =
      key(
          "whep.waitSeconds",
          ValueType.integer(0, 60),
          "8",
          "How long a request for a stream without output is held; clients give up at 15, so more"
              + " than 12 is warned about.");
  static final ConfigKey<Integer> WHEP_MAX_WAITING =
      key("whep.maxWaiting", ValueType.integer(1, 100_000), "1000", "Requests held at once.");
  static final ConfigKey<Integer> WHEP_RETRY_AFTER_SECONDS =
      key(
          "whep.retryAfterSeconds",
          ValueType.integer(1, 3600),
          "2",
          "`Retry-After` for clients that have to come again.");
  static final ConfigKey<ProfileMatch> WHEP_PROFILE_MATCH =
      key(
          "whep.profileMatch",
          ValueType.choice(ProfileMatch.class),
          "lenient",
          "Whether viewers whose offer has no H.264 profile and level that covers the stream's get"
              + " its picture all the same, which most can show (lenient), or not (strict).");
  static final ConfigKey<Integer> SESSIONS_MAX =
      key("sessions.max", ValueType.integer(1, 1_000_000), "5000", "Viewers in all.");
  static final ConfigKey<Integer> SESSIONS_MAX_PER_STREAM =
      key(
          "sessions.maxPerStream",
          ValueType.integer(0, 1_000_000),
          "0",
          "Viewers of one stream; 0 is as many as sessions.max.");
  static final ConfigKey<Integer> SESSIONS_CONSENT_TIMEOUT_SECONDS =
      key(
          "sessions.consentTimeoutSeconds",
          ValueType.integer(5, 600),
          "30",
          "A viewer that sent no valid connectivity check for so long is gone.");
  static final ConfigKey<Integer> INGEST_STALL_SECONDS =
      key(
          "ingest.stallSeconds",
          ValueType.integer(1, 3600),
          "10",
          "A pusher that sent nothing for so long is closed.");
  static final ConfigKey<Takeover> INGEST_TAKEOVER =
      key(
          "ingest.takeover",
          ValueType.choice(Takeover.class),
          "replace",
          "Whether a second pusher of a stream replaces the first or is rejected with 409.");
  static final ConfigKey<Integer> INGEST_PROGRAM =
      key(
          "ingest.program",
          ValueType.integer(0, 65_535),
          "0",
          "Number of the program to take from transport streams that have several; 0 is the first"
              + " one that can be played.");
  static final ConfigKey<ReorderedPictures> INGEST_REORDERED_PICTURES =
      key(
          "ingest.reorderedPictures",
          ValueType.choice(ReorderedPictures.class),
          "drop",
          "B-frames, which browsers do not put in order: drop leaves out those that no other picture"
              + " needs and refuses viewers where that is not enough; send sends all as they come.");
  static final ConfigKey<Integer> INGEST_MAX_STREAMS =
      key("ingest.maxStreams", ValueType.integer(1, 100_000), "200", "Streams in all.");
  static final ConfigKey<Integer> STREAM_LINGER_SECONDS =
      key(
          "stream.lingerSeconds",
          ValueType.integer(0, 86_400),
          "60",
          "How long a stream whose source has ended is kept for its viewers.");
  static final ConfigKey<Integer> STREAM_LOG_VIDEO_MEGABYTES =
      key(
          "stream.log.videoMegabytes",
          ValueType.integer(1, 1024),
          "16",
          "Size of the log of a video track.");
  static final ConfigKey<Integer> STREAM_LOG_AUDIO_KILOBYTES =
      key(
          "stream.log.audioKilobytes",
          ValueType.integer(64, 65_536),
          "512",
          "Size of the log of an audio or data track.");
  static final ConfigKey<Integer> STREAM_LOG_SECONDS =
      key(
          "stream.log.seconds",
          ValueType.integer(2, 3600),
          "30",
          "Access units older than this leave the logs.");

  private static final List<ConfigKey<?>> OWN =
      List.of(
          PUBLIC_HOST,
          PUBLIC_PORT,
          PUBLIC_MAX_CONNECTIONS,
          CONTROL_HOST,
          CONTROL_PORT,
          CONTROL_TOKEN,
          UDP_HOST,
          UDP_PORT,
          UDP_PUBLIC_ADDRESSES,
          UDP_SHARDS,
          WHEP_WAIT_SECONDS,
          WHEP_MAX_WAITING,
          WHEP_RETRY_AFTER_SECONDS,
          WHEP_PROFILE_MATCH,
          WhepKeys.PRECONDITIONS,
          WhepKeys.REDIRECT,
          WhepKeys.ICE_SERVERS,
          WhepKeys.ICE_SERVER_USERNAME,
          WhepKeys.ICE_SERVER_CREDENTIAL,
          WhepKeys.ICE_SERVER_SECRET,
          WhepKeys.ICE_SERVER_SECONDS,
          WhepKeys.MAX_EVENT_STREAMS,
          WhepKeys.COUNTER_OFFER,
          SESSIONS_MAX,
          SESSIONS_MAX_PER_STREAM,
          SESSIONS_CONSENT_TIMEOUT_SECONDS,
          INGEST_STALL_SECONDS,
          INGEST_TAKEOVER,
          INGEST_PROGRAM,
          INGEST_REORDERED_PICTURES,
          INGEST_MAX_STREAMS,
          STREAM_LINGER_SECONDS,
          STREAM_LOG_VIDEO_MEGABYTES,
          STREAM_LOG_AUDIO_KILOBYTES,
          STREAM_LOG_SECONDS);

  /** In the order of the documentation. */
  static final List<ConfigKey<?>> ALL =
      Stream.of(
              OWN,
              SendingKeys.ALL,
              ProxyKeys.ALL,
              AuthKeys.ALL,
              LimitKeys.ALL,
              NetworkKeys.ALL,
              StartKeys.ALL)
          .<ConfigKey<?>>flatMap(List::stream)
          .toList();

  private ConfigKeys() {}

  private static ValueType<Integer> port() {
    return ValueType.integer(0, 65_535);
  }
}
