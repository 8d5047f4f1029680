package dev.sluice.source.attach;

import static dev.sluice.base.settings.SettingTypes.integer;
import static dev.sluice.base.settings.SettingTypes.millis;
import static dev.sluice.base.settings.SettingTypes.seconds;
import static dev.sluice.base.settings.SettingTypes.table;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.time.Duration;
import java.util.Map;

/** Sources that the service fetches by their address. */
public final class AttachSettings extends SettingsGroup {
  /** The attachments by the name of their stream. */
  public final Map<String, AttachmentPlan> sources =
      SourceTable.plans(
          setting(
              "sources",
              table("stream names, each with the address of its source"),
              "",
              "Sources that the service fetches itself, see [sources.md](sources.md)."));

  /** Addresses that sources given by API may have. */
  public final AllowedSources allowed =
      setting(
          "sources.allow",
          AllowedSources.type(),
          "public, private",
          "Addresses that sources given by API may have; those of the configuration may have any.");

  /** Number of streams with attached sources from which the API attaches none to a further one. */
  public final int most =
      setting(
          "sources.max",
          integer(1, 100_000),
          "500",
          "Most streams with attached sources; at this number the API attaches no source to a"
              + " further stream.");

  /** Pause after the first connection that fails. */
  public final Duration firstRetry =
      setting(
          "sources.retryMillis",
          millis(10, 60_000),
          "500",
          "Pause before a source is connected again; doubled with each failure.");

  /** Longest pause. */
  public final Duration longestRetry =
      setting(
          "sources.retryMaxSeconds",
          seconds(1, 3600),
          "10",
          "Longest pause before a source is connected again.");

  /** Time without viewers after which a source on demand is disconnected. */
  public final Duration idle =
      setting(
          "sources.idleSeconds",
          seconds(0, 86_400),
          "10",
          "Time after the last viewer until a source with onDemand is disconnected.");

  /** Reads the group. */
  public AttachSettings(SettingsSource source) throws SettingsException {
    super(source);
  }
}
