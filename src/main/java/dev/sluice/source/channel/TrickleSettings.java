package dev.sluice.source.channel;

import static dev.sluice.base.settings.SettingTypes.integer;
import static dev.sluice.base.settings.SettingTypes.onOff;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;

/** The embedded trickle server. */
public final class TrickleSettings extends SettingsGroup {
  /** Whether workers may publish in channels. */
  public final boolean server =
      setting(
          "trickle.server",
          onOff(),
          "off",
          "Whether workers may publish in trickle channels below /ai/trickle/ on the control socket,"
              + " see [sources.md](sources.md#trickle-server).");

  /** Largest number of channels. */
  public final int maxChannels =
      setting("trickle.maxChannels", integer(1, 100_000), "256", "Trickle channels at once.");

  /** Memory for segments. */
  public final int memoryMegabytes =
      setting(
          "trickle.memoryMegabytes",
          integer(1, 65_536),
          "256",
          "Memory for the segments that all trickle channels keep for subscribers. Segments beyond it"
              + " still feed their stream.");

  /** Reads the group. */
  public TrickleSettings(SettingsSource source) throws SettingsException {
    super(source);
  }
}
