package dev.sluice.ingest.ts;

import static dev.sluice.base.settings.SettingTypes.integer;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;

/** Selection within a transport stream. */
public final class IngestSettings extends SettingsGroup {
  /** The defaults. */
  public static final IngestSettings DEFAULT = GivenSettings.defaults(IngestSettings::new);

  /** Number of the program to take; 0 to choose by the maps. */
  public final int program =
      setting(
          "ingest.program",
          integer(0, 65_535),
          "0",
          "Number of the program to take from transport streams that have several; 0 is the first"
              + " one with a picture and sound that can be played, else the first with either.");

  /** Reads the group. */
  public IngestSettings(SettingsSource source) throws SettingsException {
    super(source);
  }
}
