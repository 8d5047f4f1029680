package dev.sluice.app.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keys on the protocol of playback; docs/whep.md explains them. */
final class WhepKeys {
  static final ConfigKey<Preconditions> PRECONDITIONS =
      new ConfigKey<>(
          "whep.preconditions",
          ValueType.choice(Preconditions.class),
          "lenient",
          "Whether a PATCH must carry an exact `If-Match`: strict asks for it always, lenient only"
              + " after an ICE restart.");
  static final ConfigKey<String> REDIRECT =
      new ConfigKey<>(
          "whep.redirect",
          new ValueType<>(
              "empty or an http or https address without query", false, WhepKeys::address),
          "",
          "Base address of another instance, to which every request for playback is sent on with"
              + " 307.");
  static final ConfigKey<List<String>> ICE_SERVERS =
      new ConfigKey<>(
          "whep.iceServers",
          new ValueType<>(
              "a list of addresses such as stun:stun.example.org:3478 or"
                  + " turn:turn.example.org:3478?transport=udp",
              false,
              WhepKeys::iceServers),
          "",
          "STUN and TURN servers that viewers are told of by `Link`.");
  static final ConfigKey<String> ICE_SERVER_USERNAME =
      new ConfigKey<>(
          "whep.iceServerUsername",
          visible("visible ASCII characters", false),
          "",
          "User name at the TURN servers, the same for all viewers.");
  static final ConfigKey<String> ICE_SERVER_CREDENTIAL =
      new ConfigKey<>(
          "whep.iceServerCredential",
          visible("visible ASCII characters", true),
          "",
          "Password that belongs to whep.iceServerUsername; every viewer is told it.");
  static final ConfigKey<String> ICE_SERVER_SECRET =
      new ConfigKey<>(
          "whep.iceServerSecret",
          visible("visible ASCII characters", true),
          "",
          "Secret shared with the TURN servers, from which each viewer is made a password that"
              + " expires (coturn: `use-auth-secret`, `static-auth-secret`).");
  static final ConfigKey<Integer> ICE_SERVER_SECONDS =
      new ConfigKey<>(
          "whep.iceServerSeconds",
          ValueType.integer(60, 604_800),
          "86400",
          "How long such a password holds; a viewer that is relayed loses its way at its end.");

  static final ConfigKey<Integer> MAX_EVENT_STREAMS =
      new ConfigKey<>(
          "whep.maxEventStreams",
          ValueType.integer(0, 1_000_000),
          "5000",
          "Viewers that are told of events at once; 0 offers none.");

  static final ConfigKey<CounterOffers> COUNTER_OFFER =
      new ConfigKey<>(
          "whep.counterOffer",
          ValueType.choice(CounterOffers.class),
          "off",
          "Whether an offer that cannot be answered is met with 406 and an offer of the service.");

  private static final Pattern BASE =
      Pattern.compile("https?://[^\\s/?#\"<>]+(/[^\\s?#\"<>]*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern ICE_SERVER =
      Pattern.compile(
          "(stuns?:[A-Za-z0-9.:\\[\\]_-]+|turns?:[A-Za-z0-9.:\\[\\]_-]+(\\?transport=(udp|tcp))?)");

  private WhepKeys() {}

  private static ValueType<String> visible(String allowed, boolean secret) {
    return new ValueType<>(
        allowed,
        secret,
        text -> Optional.of(text).filter(t -> t.chars().allMatch(c -> c > ' ' && c < 0x7F)));
  }

  private static Optional<String> address(String text) {
    return text.isEmpty() || BASE.matcher(text).matches()
        ? Optional.of(text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
        : Optional.empty();
  }

  private static Optional<List<String>> iceServers(String text) {
    List<String> uris =
        Stream.of(text.split(",", -1)).map(String::strip).filter(uri -> !uri.isEmpty()).toList();
    return uris.stream().allMatch(uri -> ICE_SERVER.matcher(uri.toLowerCase(Locale.ROOT)).matches())
        ? Optional.of(uris)
        : Optional.empty();
  }
}
