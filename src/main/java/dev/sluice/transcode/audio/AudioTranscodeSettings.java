package dev.sluice.transcode.audio;

import static dev.sluice.base.settings.SettingTypes.choice;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;

/** Transcoding of sound. */
public final class AudioTranscodeSettings extends SettingsGroup {
  /** Whether sound is transcoded. */
  public enum Mode {
    /** Where the source has no Opus and a viewer wants sound. */
    AUTO,
    /** Never. */
    OFF
  }

  /** Whether sound is transcoded. */
  public final Mode mode =
      setting(
          "transcode.audio",
          choice(Mode.class),
          "auto",
          "Sound that browsers cannot play (AAC, MPEG audio, AC-3, E-AC-3, SMPTE 302M) is transcoded"
              + " to Opus while a viewer wants it, see [sound.md](sound.md); off plays the picture"
              + " alone.");

  /** Reads the group. */
  public AudioTranscodeSettings(SettingsSource source) throws SettingsException {
    super(source);
  }
}
