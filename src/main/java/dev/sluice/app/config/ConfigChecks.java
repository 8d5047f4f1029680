package dev.sluice.app.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** What no key can check alone. */
final class ConfigChecks {
  /** GStreamer's whepsrc gives up after 15 s, and the answer has to travel as well. */
  private static final int WAIT_WARNING_SECONDS = 12;

  private ConfigChecks() {}

  static void check(SluiceConfig config) throws ConfigException {
    checkControlIsClosed(config.control());
    checkPortsDiffer(config);
    if (config.network().certificateFile().isEmpty() != config.network().keyFile().isEmpty()) {
      throw new ConfigException(
          "%s and %s belong together: set both or neither."
              .formatted(NetworkKeys.CERTIFICATE.path(), NetworkKeys.CERTIFICATE_KEY.path()));
    }
    checkIceServers(config.whep().ice());
    checkAuth(config.auth());
    if (config.proxy().certificate().isPresent() != config.proxy().key().isPresent()) {
      throw new ConfigException(
          "%s and %s are good only together: set both or none."
              .formatted(ProxyKeys.TLS_CERTIFICATE.path(), ProxyKeys.TLS_KEY.path()));
    }
    if (config.sessions().maxPerStream() > config.sessions().max()) {
      throw new ConfigException(
          "%s is %d, but allowed is at most %s, which is %d."
              .formatted(
                  ConfigKeys.SESSIONS_MAX_PER_STREAM.path(),
                  config.sessions().maxPerStream(),
                  ConfigKeys.SESSIONS_MAX.path(),
                  config.sessions().max()));
    }
  }

  private static void checkIceServers(SluiceConfig.IceServers ice) throws ConfigException {
    boolean fixed = !ice.username().isEmpty() || !ice.credential().isEmpty();
    if (fixed && (ice.username().isEmpty() || ice.credential().isEmpty())) {
      throw new ConfigException(
          "%s and %s belong together: set both or none."
              .formatted(
                  WhepKeys.ICE_SERVER_USERNAME.path(), WhepKeys.ICE_SERVER_CREDENTIAL.path()));
    }
    if (fixed && !ice.secret().isEmpty()) {
      throw new ConfigException(
          "%s and %s contradict each other: a password is either made or the same for all."
              .formatted(WhepKeys.ICE_SERVER_CREDENTIAL.path(), WhepKeys.ICE_SERVER_SECRET.path()));
    }
  }

  private static void checkControlIsClosed(SluiceConfig.ControlHttp control)
      throws ConfigException {
    if (control.token().isEmpty() && !isLoopback(control.host())) {
      throw new ConfigException(
          ("%s is \"%s\", which other machines can reach, and %s is empty: set %s (%s) to a secret"
                  + " of %s, or %s to 127.0.0.1.")
              .formatted(
                  ConfigKeys.CONTROL_HOST.path(),
                  control.host(),
                  ConfigKeys.CONTROL_TOKEN.path(),
                  ConfigKeys.CONTROL_TOKEN.path(),
                  ConfigKeys.CONTROL_TOKEN.environmentName(),
                  "at least 16 characters",
                  ConfigKeys.CONTROL_HOST.path()));
    }
  }

  private static void checkPortsDiffer(SluiceConfig config) throws ConfigException {
    String publicHost = config.publicHttp().host();
    String controlHost = config.control().host();
    boolean samePort =
        config.publicHttp().port() != 0 && config.publicHttp().port() == config.control().port();
    if (samePort
        && (isWildcard(publicHost) || isWildcard(controlHost) || publicHost.equals(controlHost))) {
      throw new ConfigException(
          "%s and %s are both %d on the same address: give them different ports."
              .formatted(
                  ConfigKeys.PUBLIC_PORT.path(),
                  ConfigKeys.CONTROL_PORT.path(),
                  config.control().port()));
    }
  }

  /** The mode has what it needs, so that nobody is locked out or let in by mistake. */
  private static void checkAuth(SluiceConfig.Auth auth) throws ConfigException {
    SluiceConfig.Jwt jwt = auth.jwt();
    switch (auth.mode()) {
      case OFF -> {
        boolean meant =
            !auth.tokens().isEmpty()
                || !jwt.secret().isEmpty()
                || jwt.jwksUrl().isPresent()
                || auth.webhook().url().isPresent();
        requireAuth(
            !meant, "off, but other keys of auth are set: set it to tokens, jwt or webhook");
      }
      case TOKENS ->
          requireAuth(
              !auth.tokens().isEmpty(), "tokens, so that auth.tokens must have at least one entry");
      case JWT ->
          requireAuth(
              !jwt.secret().isEmpty() || jwt.jwksUrl().isPresent(),
              "jwt, so that auth.jwt.secret or auth.jwt.jwksUrl must be set");
      case WEBHOOK ->
          requireAuth(
              auth.webhook().url().isPresent(), "webhook, so that auth.webhook.url must be set");
    }
  }

  private static void requireAuth(boolean condition, String rest) throws ConfigException {
    if (!condition) {
      throw new ConfigException("%s is %s.".formatted(AuthKeys.MODE.path(), rest));
    }
  }

  static List<String> warnings(SluiceConfig config) {
    List<String> warnings = new ArrayList<>();
    long waitSeconds = config.whep().waitForStream().toSeconds();
    if (waitSeconds > WAIT_WARNING_SECONDS) {
      warnings.add(
          "%s is %d: clients give up after 15 seconds, so more than %d leaves them without answer."
              .formatted(ConfigKeys.WHEP_WAIT_SECONDS.path(), waitSeconds, WAIT_WARNING_SECONDS));
    }
    return List.copyOf(warnings);
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
  }

  private static boolean isWildcard(String host) {
    return !host.equals("localhost") && InetAddress.ofLiteral(host).isAnyLocalAddress();
  }
}
