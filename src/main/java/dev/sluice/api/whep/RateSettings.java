package dev.sluice.api.whep;

import static dev.sluice.base.settings.SettingTypes.integer;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import dev.sluice.net.address.AddressBlock;
import java.util.List;

/** Requests per second and client address. */
public final class RateSettings extends SettingsGroup {
  private static final int MAX_PER_SECOND = 100_000;

  /** POST requests. */
  public final int postsPerSecond =
      setting(
          "limits.postsPerSecond",
          integer(1, MAX_PER_SECOND),
          "10",
          "POST requests per second of one address. Bursts may be five times as large, also for"
              + " the two limits below.");

  /** PATCH requests. */
  public final int patchesPerSecond =
      setting(
          "limits.patchesPerSecond",
          integer(1, MAX_PER_SECOND),
          "50",
          "PATCH requests per second of one address.");

  /** DELETE requests. */
  public final int deletesPerSecond =
      setting(
          "limits.deletesPerSecond",
          integer(1, MAX_PER_SECOND),
          "50",
          "DELETE requests per second of one address.");

  /** Addresses without limits per address. */
  public final List<AddressBlock> exempt =
      setting(
          "limits.exempt",
          AddressBlock.listType(),
          "127.0.0.0/8, ::1/128",
          "Addresses exempt from the limits per address.");

  /** Reads the group. */
  public RateSettings(SettingsSource source) throws SettingsException {
    super(source);
  }
}
