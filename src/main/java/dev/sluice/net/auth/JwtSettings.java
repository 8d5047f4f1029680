package dev.sluice.net.auth;

import static dev.sluice.base.settings.AddressTypes.webUrl;
import static dev.sluice.base.settings.SettingTypes.seconds;
import static dev.sluice.base.settings.SettingTypes.text;

import dev.sluice.base.settings.SettingTypes;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Signed tokens (RFC 7519). */
public final class JwtSettings extends SettingsGroup {
  /** HS256 needs a key of at least 256 bits (RFC 7518 section 3.2). */
  private static final int MIN_SECRET_CHARACTERS = 32;

  /** Secret for HS256; empty to refuse HS256. */
  public final String secret =
      setting(
          "auth.jwt.secret",
          SettingTypes.secret(MIN_SECRET_CHARACTERS),
          "",
          "Secret for tokens signed with HS256; empty refuses them.");

  /** Address of the public keys for RS256 and ES256. */
  public final Optional<URI> jwksUrl =
      setting(
          "auth.jwt.jwksUrl",
          webUrl(),
          "",
          "Address of the public keys (JWKS) for tokens signed with RS256 or ES256.");

  /** Required claim {@code iss}; empty for any. */
  public final String issuer =
      setting(
          "auth.jwt.issuer",
          text(),
          "",
          "Required value of a token's claim `iss`; empty accepts any.");

  /** Required element of the claim {@code aud}; empty for any. */
  public final String audience =
      setting(
          "auth.jwt.audience",
          text(),
          "",
          "Required element of a token's claim `aud`; empty accepts any.");

  /** Tolerated difference between the clocks of the issuer and this service. */
  public final Duration leeway =
      setting(
          "auth.jwt.leewaySeconds",
          seconds(0, 300),
          "5",
          "Tolerated difference between the clocks of the token issuer and this service.");

  /** Time for which fetched keys are used. */
  public final Duration keyCache =
      setting(
          "auth.jwt.cacheSeconds",
          seconds(10, 86_400),
          "300",
          "Time for which fetched keys of auth.jwt.jwksUrl are used.");

  /** Reads the group. */
  public JwtSettings(SettingsSource source) throws SettingsException {
    super(source);
  }
}
