package dev.sluice.net.auth;

import static dev.sluice.base.settings.AddressTypes.webUrl;
import static dev.sluice.base.settings.SettingTypes.millis;
import static dev.sluice.base.settings.SettingTypes.seconds;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The webhook that decides on access. */
public final class WebhookSettings extends SettingsGroup {
  /** Address to POST to. */
  public final Optional<URI> url =
      setting(
          "auth.webhook.url",
          webUrl(),
          "",
          "Address of the service that decides; with auth.mode webhook. No answer is a refusal.");

  /** Time limit of one answer. */
  public final Duration timeout =
      setting(
          "auth.webhook.timeoutMillis",
          millis(100, 10_000),
          "3000",
          "Time limit for an answer of the webhook.");

  /** Time for which an answer holds for the same question. */
  public final Duration cache =
      setting(
          "auth.webhook.cacheSeconds",
          seconds(0, 3600),
          "10",
          "Time for which an answer of the webhook is cached.");

  /** Reads the group. */
  public WebhookSettings(SettingsSource source) throws SettingsException {
    super(source);
  }
}
