package dev.sluice.ingest.ts;

import static dev.sluice.base.settings.SettingTypes.choice;
import static dev.sluice.base.settings.SettingTypes.integer;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;

/** Selection and treatment of a transport stream. */
public final class IngestSettings extends SettingsGroup {
  /** B-frames: pictures that are shown before one that is decoded earlier. */
  public enum ReorderedPictures {
    /** Pictures that no other refers to are dropped; streams with other B-frames do not play. */
    DROP,
    /** All pictures are sent in decoding order. */
    SEND
  }

  /** The defaults. */
  public static final IngestSettings DEFAULT = GivenSettings.defaults(IngestSettings::new);

  /** Number of the program to take; 0 for the first playable one. */
  public final int program =
      setting(
          "ingest.program",
          integer(0, 65_535),
          "0",
          "Number of the program to take from transport streams that have several; 0 is the first"
              + " one that can be played.");

  /** Treatment of B-frames, which browsers do not put in order. */
  public final ReorderedPictures reorderedPictures =
      setting(
          "ingest.reorderedPictures",
          choice(ReorderedPictures.class),
          "drop",
          "B-frames, which browsers do not put in order: drop leaves out those that no other picture"
              + " needs and refuses viewers where that is not enough; send sends all as they come.");

  /** Reads the group. */
  public IngestSettings(SettingsSource source) throws SettingsException {
    super(source);
  }

  boolean sendsReordered() {
    return reorderedPictures == ReorderedPictures.SEND;
  }
}
