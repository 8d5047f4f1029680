package dev.sluice.net.auth;

import static dev.sluice.base.settings.SettingTypes.choice;
import static dev.sluice.base.settings.SettingTypes.choiceName;
import static dev.sluice.base.settings.SettingTypes.integer;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.util.List;

/** Rights to watch and to publish; docs/auth.md explains them. */
public final class AuthSettings extends SettingsGroup {
  /** Mode of access control. */
  public enum Mode {
    /** No access control. */
    OFF,
    /** Tokens of the configuration. */
    TOKENS,
    /** Signed tokens (JWT). */
    JWT,
    /** The operator's webhook decides. */
    WEBHOOK
  }

  /** Mode of access control. */
  public final Mode mode =
      setting(
          "auth.mode",
          choice(Mode.class),
          "off",
          "Access control for watching and publishing: none, by auth.tokens, by signed tokens,"
              + " or by auth.webhook.url; see [auth.md](auth.md).");

  /** Tokens as {@code ACTION:STREAM:TOKEN}. */
  public final List<String> tokens =
      setting(
          "auth.tokens",
          StaticTokens.settingType(),
          "",
          "Tokens, each with its action and stream, such as `play:live:TOKEN`; with auth.mode"
              + " tokens.");

  /** Requests for which an address may ask for a right in a second. */
  public final int checksPerSecond =
      setting(
          "auth.checksPerSecond",
          integer(1, 100_000),
          "50",
          "Requests per second of one address whose right is checked; more get 503. Bursts may be"
              + " five times as large. limits.exempt applies.");

  /** Signed tokens. */
  public final JwtSettings jwt = group(JwtSettings::new);

  /** The service to ask. */
  public final WebhookSettings webhook = group(WebhookSettings::new);

  /** Reads the group. */
  public AuthSettings(SettingsSource source) throws SettingsException {
    super(source);
    boolean jwtHasKeys = !jwt.secret.isEmpty() || jwt.jwksUrl.isPresent();
    switch (mode) {
      case OFF ->
          requireFor(
              tokens.isEmpty() && !jwtHasKeys && webhook.url.isEmpty(),
              "but other keys of auth are set: set it to tokens, jwt or webhook");
      case TOKENS ->
          requireFor(!tokens.isEmpty(), "so that auth.tokens must have at least one entry");
      case JWT -> requireFor(jwtHasKeys, "so that auth.jwt.secret or auth.jwt.jwksUrl must be set");
      case WEBHOOK -> requireFor(webhook.url.isPresent(), "so that auth.webhook.url must be set");
    }
  }

  /**
   * Checks that a mode has the settings it needs. Otherwise access would be refused or granted by
   * mistake.
   */
  private void requireFor(boolean condition, String reason) throws SettingsException {
    require(condition, "auth.mode is %s, %s.".formatted(choiceName(mode), reason));
  }
}
