package dev.sluice.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the configuration: defaults, over them a file, over that the environment. */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * A configuration that can be used.
   *
   * @param config the values
   * @param warnings sentences on values that are allowed but probably not wanted
   */
  public record Loaded(SluiceConfig config, List<String> warnings) {}

  /**
   * Reads and checks everything.
   *
   * @param file a YAML file, if there is one
   * @param environment all variables of the process; those without the prefix are ignored
   * @throws ConfigException for an unknown key, a bad value or values that contradict each other
   */
  public static Loaded load(Optional<Path> file, Map<String, String> environment)
      throws ConfigException {
    RawValues values = new RawValues();
    if (file.isPresent()) {
      FileValues.read(file.get(), values);
    }
    EnvironmentValues.read(environment, values);
    SluiceConfig config = config(values);
    ConfigChecks.check(config);
    return new Loaded(config, ConfigChecks.warnings(config));
  }

  private static SluiceConfig config(RawValues values) throws ConfigException {
    return new SluiceConfig(
        new SluiceConfig.PublicHttp(
            values.get(ConfigKeys.PUBLIC_HOST),
            values.get(ConfigKeys.PUBLIC_PORT),
            values.get(ConfigKeys.PUBLIC_MAX_CONNECTIONS)),
        new SluiceConfig.ControlHttp(
            values.get(ConfigKeys.CONTROL_HOST),
            values.get(ConfigKeys.CONTROL_PORT),
            values.get(ConfigKeys.CONTROL_TOKEN)),
        new SluiceConfig.Udp(
            values.get(ConfigKeys.UDP_HOST),
            values.get(ConfigKeys.UDP_PORT),
            values.get(ConfigKeys.UDP_PUBLIC_ADDRESSES),
            values.get(ConfigKeys.UDP_SHARDS)),
        whep(values),
        sessions(values),
        sending(values),
        new SluiceConfig.Ingest(
            seconds(values, ConfigKeys.INGEST_STALL_SECONDS),
            values.get(ConfigKeys.INGEST_TAKEOVER),
            values.get(ConfigKeys.INGEST_PROGRAM),
            values.get(ConfigKeys.INGEST_REORDERED_PICTURES),
            values.get(ConfigKeys.INGEST_MAX_STREAMS)),
        stream(values),
        new SluiceConfig.Proxy(
            values.get(ProxyKeys.TLS_CERTIFICATE),
            values.get(ProxyKeys.TLS_KEY),
            values.get(ProxyKeys.BASE_ADDRESS),
            values.get(ProxyKeys.TRUSTED)),
        auth(values),
        limits(values),
        new SluiceConfig.Network(
            values.get(NetworkKeys.TCP_CONNECTIONS),
            values.get(NetworkKeys.DISCOVER),
            values.get(NetworkKeys.CERTIFICATE),
            values.get(NetworkKeys.CERTIFICATE_KEY)),
        new SluiceConfig.Start(values.get(StartKeys.WARM_UP_VIEWERS)));
  }

  private static SluiceConfig.Whep whep(RawValues values) throws ConfigException {
    String redirect = values.get(WhepKeys.REDIRECT);
    return new SluiceConfig.Whep(
        seconds(values, ConfigKeys.WHEP_WAIT_SECONDS),
        values.get(ConfigKeys.WHEP_MAX_WAITING),
        seconds(values, ConfigKeys.WHEP_RETRY_AFTER_SECONDS),
        values.get(WhepKeys.PRECONDITIONS),
        redirect.isEmpty() ? Optional.empty() : Optional.of(redirect),
        new SluiceConfig.IceServers(
            values.get(WhepKeys.ICE_SERVERS),
            values.get(WhepKeys.ICE_SERVER_USERNAME),
            values.get(WhepKeys.ICE_SERVER_CREDENTIAL),
            values.get(WhepKeys.ICE_SERVER_SECRET),
            seconds(values, WhepKeys.ICE_SERVER_SECONDS)),
        values.get(ConfigKeys.WHEP_PROFILE_MATCH),
        values.get(WhepKeys.MAX_EVENT_STREAMS),
        values.get(WhepKeys.COUNTER_OFFER));
  }

  private static SluiceConfig.Sessions sessions(RawValues values) throws ConfigException {
    int max = values.get(ConfigKeys.SESSIONS_MAX);
    int perStream = values.get(ConfigKeys.SESSIONS_MAX_PER_STREAM);
    return new SluiceConfig.Sessions(
        max,
        perStream == 0 ? max : perStream,
        seconds(values, ConfigKeys.SESSIONS_CONSENT_TIMEOUT_SECONDS));
  }

  private static SluiceConfig.Sending sending(RawValues values) throws ConfigException {
    return new SluiceConfig.Sending(
        values.get(SendingKeys.BACKLOG_MEGABITS) * 1_000_000L,
        values.get(SendingKeys.SHARD_BACKLOG_MEGABITS) * 1_000_000L,
        Duration.ofMillis(values.get(SendingKeys.KEY_FRAME_WAIT_MILLIS)),
        values.get(SendingKeys.TRANSPORT_FEEDBACK),
        values.get(SendingKeys.REDUNDANT_AUDIO),
        values.get(SendingKeys.PLAYOUT_DELAY_MILLIS));
  }

  private static SluiceConfig.Stream stream(RawValues values) throws ConfigException {
    return new SluiceConfig.Stream(
        seconds(values, ConfigKeys.STREAM_LINGER_SECONDS),
        values.get(ConfigKeys.STREAM_LOG_VIDEO_MEGABYTES) * 1_048_576L,
        values.get(ConfigKeys.STREAM_LOG_AUDIO_KILOBYTES) * 1024L,
        seconds(values, ConfigKeys.STREAM_LOG_SECONDS));
  }

  private static SluiceConfig.Auth auth(RawValues values) throws ConfigException {
    return new SluiceConfig.Auth(
        values.get(AuthKeys.MODE),
        values.get(AuthKeys.TOKENS),
        new SluiceConfig.Jwt(
            values.get(AuthKeys.JWT_SECRET),
            values.get(AuthKeys.JWT_KEYS),
            values.get(AuthKeys.JWT_ISSUER),
            values.get(AuthKeys.JWT_AUDIENCE),
            seconds(values, AuthKeys.JWT_LEEWAY_SECONDS),
            seconds(values, AuthKeys.JWT_CACHE_SECONDS)),
        new SluiceConfig.Webhook(
            values.get(AuthKeys.WEBHOOK_URL),
            Duration.ofMillis(values.get(AuthKeys.WEBHOOK_TIMEOUT_MILLIS)),
            seconds(values, AuthKeys.WEBHOOK_CACHE_SECONDS)));
  }

  private static SluiceConfig.Limits limits(RawValues values) throws ConfigException {
    return new SluiceConfig.Limits(
        values.get(LimitKeys.SESSIONS),
        values.get(LimitKeys.CONNECTING),
        values.get(LimitKeys.WAITING_PER_STREAM),
        values.get(LimitKeys.WAITING_PER_ADDRESS),
        values.get(LimitKeys.POSTS),
        values.get(LimitKeys.PATCHES),
        values.get(LimitKeys.DELETES),
        values.get(LimitKeys.EXEMPT));
  }

  private static Duration seconds(RawValues values, ConfigKey<Integer> key) throws ConfigException {
    return Duration.ofSeconds(values.get(key));
  }
}
