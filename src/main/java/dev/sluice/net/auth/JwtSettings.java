package dev.sluice.net.auth;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How signed tokens are checked.
 *
 * @param secret for HS256, empty where that is not accepted
 * @param jwksUrl keys for RS256 and ES256
 * @param issuer that {@code iss} must be, empty for any
 * @param audience that {@code aud} must contain, empty for any
 * @param leeway by how much clocks may differ
 * @param keyCache how long fetched keys are used
 */
public record JwtSettings(
    String secret,
    Optional<URI> jwksUrl,
    String issuer,
    String audience,
    Duration leeway,
    Duration keyCache) {
  @Override
  public String toString() {
    return "JwtSettings[not shown]";
  }
}
