package dev.sluice.viewer.session;

import static dev.sluice.base.settings.SettingTypes.millis;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.time.Duration;

/** Requests to sources for key pictures. */
public final class KeyFrameSettings extends SettingsGroup {
  /** Least time between two requests for one stream. */
  public final Duration interval =
      setting(
          "ingest.keyFrameRequestMillis",
          millis(100, 60_000),
          "1000",
          "Least time between two requests to the source of a stream for a key picture, while"
              + " viewers wait for one.");

  /** Reads the group. */
  public KeyFrameSettings(SettingsSource source) throws SettingsException {
    super(source);
  }
}
