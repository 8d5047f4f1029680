package dev.sluice.viewer.send;

import dev.sluice.base.settings.SettingType;
import dev.sluice.base.settings.SettingTypes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bounds for the time between capture and display (the playout-delay header extension).
 *
 * @param minMillis 0..40950, in steps of 10
 * @param maxMillis 0..40950, not below {@code minMillis}
 */
public record PlayoutDelay(int minMillis, int maxMillis) {
  private static final int MAX_MILLIS = 40_950;
  private static final int STEP_MILLIS = 10;
  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})-(\\d{1,5})");

  static SettingType<Optional<PlayoutDelay>> settingType() {
    return SettingTypes.optional(
        "empty or MIN-MAX in milliseconds, at most %d".formatted(MAX_MILLIS), PlayoutDelay::parse);
  }

  private static Optional<PlayoutDelay> parse(String text) {
    Matcher range = RANGE.matcher(text);
    return range.matches()
        ? Optional.of(
                new PlayoutDelay(
                    Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2))))
            .filter(delay -> delay.minMillis <= delay.maxMillis && delay.maxMillis <= MAX_MILLIS)
        : Optional.empty();
  }

  /** The three bytes of the extension: twelve bits for each bound. */
  public byte[] toBytes() {
    int bits = ((minMillis / STEP_MILLIS) << 12) | (maxMillis / STEP_MILLIS);
    return new byte[] {(byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
  }
}
