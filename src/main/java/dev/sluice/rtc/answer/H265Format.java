package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.PayloadType;
import org.jspecify.annotations.Nullable;

/**
 * An offered H.265 payload type and its match with a stream (RFC 7798 section 7.1). As in browsers,
 * profile-id, tier-flag and tx-mode decide; the other parameters are not needed for a match.
 *
 * @param type the payload type, with tx-mode SRST
 * @param profile profile-id
 * @param highTier tier-flag
 * @param level level-id: 30 times the level
 */
record H265Format(PayloadType type, int profile, boolean highTier, int level) {
  private static final int CLOCK_HZ = 90_000;
  private static final int MAIN = 1;
  private static final int MAIN_10 = 2;
  private static final int LEVEL_3_1 = 93;
  private static final int MAX_VALUE = 255;

  /** The quality of a match, best first. */
  enum Fit {
    /** A decoder of the offered profile, tier and level decodes the stream. */
    COVERED,
    /** The offer or the stream does not state them. */
    UNKNOWN,
    /** The profile covers the stream's; tier or level does not. */
    LOW_LEVEL,
    /** The profile does not cover the stream's: not usable. */
    NONE
  }

  /** The format of a payload type; null if it is not H.265, or if it cannot be sent. */
  static @Nullable H265Format of(PayloadType type) {
    if (!type.encoding().equalsIgnoreCase("H265") || type.clockRateHz() != CLOCK_HZ) {
      return null;
    }
    String mode = type.parameter("tx-mode");
    if (mode != null && !mode.equalsIgnoreCase("SRST")) {
      return null;
    }
    int space = value(type, "profile-space", 0);
    int profile = value(type, "profile-id", MAIN);
    int tier = value(type, "tier-flag", 0);
    int level = value(type, "level-id", LEVEL_3_1);
    boolean usable = space == 0 && profile >= 0 && tier >= 0 && tier <= 1 && level >= 0;
    return usable ? new H265Format(type, profile, tier == 1, level) : null;
  }

  /** The value of a parameter, {@code absent} without one, -1 for one that is no number. */
  private static int value(PayloadType type, String name, int absent) {
    String text = type.parameter(name);
    if (text == null) {
      return absent;
    }
    try {
      int value = Integer.parseInt(text);
      return value <= MAX_VALUE ? value : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private boolean hasNoParameters() {
    return type.parameter("profile-id") == null && type.parameter("level-id") == null;
  }

  /**
   * The match with a stream.
   *
   * @param stream its {@link dev.sluice.media.TrackFormat#profileLevelId}, 0 if it is not known
   */
  Fit fit(int stream) {
    if (stream == 0 || hasNoParameters()) {
      return Fit.UNKNOWN;
    }
    int needed = stream >>> 16;
    if (profile != needed && !(profile == MAIN_10 && needed == MAIN)) {
      return Fit.NONE;
    }
    boolean enough = (highTier || !isHighTier(stream)) && level >= (stream & 0xFF);
    return enough ? Fit.COVERED : Fit.LOW_LEVEL;
  }

  /** The {@code a=fmtp} parameters of the answer: as offered, or those of the stream. */
  String answerParameters(int stream) {
    boolean own = hasNoParameters() && stream != 0;
    return "level-id=%d;profile-id=%d;tier-flag=%d;tx-mode=SRST"
        .formatted(
            own ? stream & 0xFF : level,
            own ? stream >>> 16 : profile,
            (own ? isHighTier(stream) : highTier) ? 1 : 0);
  }

  private static boolean isHighTier(int stream) {
    return (stream >>> 8 & 0xFF) != 0;
  }

  /** Profile, level and tier, such as {@code Main 4.1}. */
  String describe() {
    return describe(profile << 16 | (highTier ? 1 << 8 : 0) | level);
  }

  /** The same of a stream. */
  static String describe(int stream) {
    int tenths = (stream & 0xFF) / 3;
    String name =
        switch (stream >>> 16) {
          case MAIN -> "Main";
          case MAIN_10 -> "Main 10";
          default -> "profile " + (stream >>> 16);
        };
    return "%s %d.%d%s"
        .formatted(name, tenths / 10, tenths % 10, isHighTier(stream) ? " of the high tier" : "");
  }
}
