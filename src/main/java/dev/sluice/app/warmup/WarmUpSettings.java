package dev.sluice.app.warmup;

import static dev.sluice.base.settings.SettingTypes.integer;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;

/** Warm-up after the start. */
public final class WarmUpSettings extends SettingsGroup {
  /** Number of simulated viewers; 0 for no warm-up. */
  public final int viewers =
      setting(
          "start.warmUpViewers",
          integer(0, 10_000),
          "2000",
          "Simulated viewers that connect in the background after the start, so that the JVM has"
              + " compiled the code before the first real ones come; 0 turns this off.");

  /** Reads the group. */
  public WarmUpSettings(SettingsSource source) throws SettingsException {
    super(source);
  }
}
