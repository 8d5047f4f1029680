package dev.sluice.source.supervisor;

import static dev.sluice.base.settings.SettingTypes.choice;
import static dev.sluice.base.settings.SettingTypes.integer;
import static dev.sluice.base.settings.SettingTypes.seconds;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import dev.sluice.stream.publish.Takeover;
import java.time.Duration;

/** Supervision of sources. */
public final class SourceSettings extends SettingsGroup {
  /** Silence after which a source is closed. */
  public final Duration stall =
      setting(
          "ingest.stallSeconds", seconds(1, 3600), "10", "Silence after which a source is closed.");

  /** Time within which a source must show its tracks. */
  public final Duration program =
      setting(
          "ingest.programSeconds",
          seconds(1, 3600),
          "20",
          "Time from a source's first bytes until its tracks are known, in a transport stream by its"
              + " program map (PMT); then the source is closed.");

  /** Lead of a source over the clock from which it is read in real time; zero for never. */
  public final Duration lead =
      setting(
          "ingest.leadSeconds",
          seconds(0, 3600),
          "10",
          "Media that a pusher may send ahead of real time, such as a file at full speed; more is"
              + " read in real time. 0 reads everything at once.");

  /** Largest number of sources of one address that have not shown their tracks. */
  public final int startingPerAddress =
      setting(
          "limits.startingPerAddress",
          integer(1, 100_000),
          "128",
          "Sources of one address whose tracks are not known yet; others do not count.");

  /** Treatment of another source of a stream that has one. */
  public final Takeover takeover =
      setting(
          "ingest.takeover",
          choice(Takeover.class),
          "replace",
          "Another source of a stream: replace closes the one before, reject answers 409, priority"
              + " plays the one with the highest priority and lets the others stand by.");

  /** Reads the group. */
  public SourceSettings(SettingsSource source) throws SettingsException {
    super(source);
  }
}
