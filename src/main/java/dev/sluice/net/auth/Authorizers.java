package dev.sluice.net.auth;

import java.time.Clock;

/** Creates the authorizer of the configured mode. */
public final class Authorizers {
  private Authorizers() {}

  /** The authorizer of the configured mode. */
  public static Authorizer of(AuthSettings settings) {
    return switch (settings.mode) {
      case OFF -> Authorizer.OPEN;
      case TOKENS -> new StaticTokens(settings.tokens);
      case JWT -> JwtTokens.of(settings.jwt, Clock.systemUTC());
      case WEBHOOK -> new Webhook(settings.webhook, Clock.systemUTC());
    };
  }
}
