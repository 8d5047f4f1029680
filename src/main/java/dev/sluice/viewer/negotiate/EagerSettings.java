package dev.sluice.viewer.negotiate;

import static dev.sluice.base.settings.SettingTypes.onOff;
import static dev.sluice.base.settings.SettingTypes.seconds;

import dev.sluice.base.settings.SettingType;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.time.Duration;
import java.util.Optional;

/** Answers to offers for streams whose tracks are not known yet. */
public final class EagerSettings extends SettingsGroup {
  private static final int HEXADECIMAL = 16;

  /** Whether all offers are answered at once, not only those that request it. */
  public final boolean always =
      setting(
          "stream.eagerAnswer",
          onOff(),
          "off",
          "Answer viewers of a stream without output at once: they connect, and play with the first"
              + " key picture. A single viewer requests it by ?wait=answer. A slate (slate.mode)"
              + " turns it on.");

  /** Profile and level that a stream is expected to have before it has shown a picture. */
  public final int profileLevelId =
      setting(
          "stream.eagerProfile",
          SettingType.of("6 hexadecimal digits", EagerSettings::profile),
          "64001f",
          "H.264 `profile-level-id` that a stream is expected to have if it has shown no picture"
              + " yet; an eager answer then takes the payload type that suits it. Viewers that offer"
              + " High play all lower profiles as well.");

  /** Longest time for which a viewer waits for its first media; zero for no limit. */
  public final Duration wait =
      setting(
          "stream.eagerWaitSeconds",
          seconds(0, 604_800),
          "0",
          "Longest time for which a viewer with an eager answer waits for its first picture or"
              + " sound, before its session ends. 0 is as long as it stays.");

  /** Reads the group. */
  public EagerSettings(SettingsSource source) throws SettingsException {
    super(source);
  }

  private static Optional<Integer> profile(String digits) {
    return digits.matches("[0-9A-Fa-f]{6}")
        ? Optional.of(Integer.parseInt(digits, HEXADECIMAL))
        : Optional.empty();
  }
}
