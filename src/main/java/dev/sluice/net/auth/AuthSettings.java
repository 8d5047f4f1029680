package dev.sluice.net.auth;

import static dev.sluice.base.settings.SettingTypes.choice;
import static dev.sluice.base.settings.SettingTypes.choiceName;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.util.List;

/** Rights to watch and to publish; docs/auth.md explains them. */
public final class AuthSettings extends SettingsGroup {
  /** How rights are decided. */
  public enum Mode {
    /** Everybody may do everything. */
    OFF,
    /** Tokens of the configuration. */
    TOKENS,
    /** Signed tokens (JWT). */
    JWT,
    /** A service of the operator's is asked. */
    WEBHOOK
  }

  /** How rights are decided. */
  public final Mode mode =
      setting(
          "auth.mode",
          choice(Mode.class),
          "off",
          "Who may watch and publish: everybody, holders of auth.tokens, holders of signed tokens,"
              + " or whom auth.webhook.url lets in; see [auth.md](auth.md).");

  /** Tokens as {@code ACTION:STREAM:TOKEN}. */
  public final List<String> tokens =
      setting(
          "auth.tokens",
          StaticTokens.settingType(),
          "",
          "Tokens and what each is good for, such as `play:live:TOKEN`; with auth.mode tokens.");

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

  /** A mode has the settings that it needs, so that nobody is locked out or let in by mistake. */
  private void requireFor(boolean condition, String reason) throws SettingsException {
    require(condition, "auth.mode is %s, %s.".formatted(choiceName(mode), reason));
  }
}
