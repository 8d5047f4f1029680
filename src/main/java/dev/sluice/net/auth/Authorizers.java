package dev.sluice.net.auth;

import java.time.Clock;
import java.util.List;

/** Makes the authorizers there are. */
public final class Authorizers {
  private Authorizers() {}

  /**
   * Tokens of the configuration.
   *
   * @param entries {@code ACTION:STREAM:TOKEN}, where action and stream may be {@code *}
   */
  public static Authorizer tokens(List<String> entries) {
    return new StaticTokens(entries);
  }

  /** Signed tokens. */
  public static Authorizer jwt(JwtSettings settings) {
    return JwtTokens.of(settings, Clock.systemUTC());
  }

  /** Whatever a service of the operator's says. */
  public static Authorizer webhook(WebhookSettings settings) {
    return new Webhook(settings, Clock.systemUTC());
  }
}
