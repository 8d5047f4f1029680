package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.PayloadType;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An offered H.264 payload type and how well it suits a stream (RFC 6184 section 8.1).
 *
 * @param type the payload type
 * @param mode its packetization-mode, 1 or 0 for all others, {@link #UNSAID} when not given
 * @param profileLevelId 24 bits, {@link #UNSAID} when not given
 */
record H264Format(PayloadType type, int mode, int profileLevelId) {
  static final int UNSAID = -1;

  private static final int NON_INTERLEAVED = 1;
  private static final int CLOCK_HZ = 90_000;
  private static final int PROFILE_LEVEL_DIGITS = 6;

  /** The format of a payload type, null when it is not H.264. */
  static @Nullable H264Format of(PayloadType type) {
    if (!type.encoding().equalsIgnoreCase("H264") || type.clockRateHz() != CLOCK_HZ) {
      return null;
    }
    String mode = type.parameter("packetization-mode");
    return new H264Format(
        type,
        mode == null ? UNSAID : mode.equals("1") ? NON_INTERLEAVED : 0,
        profileLevelId(type.parameter("profile-level-id")));
  }

  private static int profileLevelId(@Nullable String digits) {
    if (digits == null || digits.length() != PROFILE_LEVEL_DIGITS) {
      return UNSAID;
    }
    int id = 0;
    for (int i = 0; i < PROFILE_LEVEL_DIGITS; i++) {
      int digit = Character.digit(digits.charAt(i), 16);
      if (digit < 0) {
        return UNSAID;
      }
      id = id << 4 | digit;
    }
    return id;
  }

  /** Whether fragments and aggregates may be sent: what is split must be (section 6.3). */
  boolean nonInterleaved() {
    return mode == NON_INTERLEAVED;
  }

  /** Whether it says nothing of itself, as GStreamer's do. */
  boolean silent() {
    return mode == UNSAID && profileLevelId == UNSAID;
  }

  /** How well it suits; the less the better. */
  enum Fit {
    SAME_PROFILE,
    SAME_PROFILE_LOW_LEVEL,
    SUPERSET,
    SUPERSET_LOW_LEVEL,
    /** Nothing is said against it. */
    UNKNOWN,
    /** The viewer says it cannot decode this, and may be able to all the same. */
    OTHER_PROFILE,
    /** A mode of 0 by default, though nobody who writes a profile and no mode means that. */
    MODE_UNSAID,
    /** It must not be used. */
    NONE
  }

  /**
   * How well it suits a stream.
   *
   * @param streamProfileLevelId of the stream, {@link #UNSAID} when not yet known
   */
  Fit fit(int streamProfileLevelId) {
    if (silent()) {
      return Fit.UNKNOWN;
    }
    if (mode == UNSAID) {
      return Fit.MODE_UNSAID;
    }
    if (!nonInterleaved()) {
      return Fit.NONE;
    }
    if (profileLevelId == UNSAID || streamProfileLevelId == UNSAID) {
      return Fit.UNKNOWN;
    }
    H264Profile stream = H264Profile.of(streamProfileLevelId);
    H264Profile offered = H264Profile.of(profileLevelId);
    boolean level = H264Profile.level(profileLevelId) >= H264Profile.level(streamProfileLevelId);
    if (stream == offered && stream != H264Profile.OTHER) {
      return level ? Fit.SAME_PROFILE : Fit.SAME_PROFILE_LOW_LEVEL;
    }
    if (offered.decodes(stream) && stream != H264Profile.OTHER) {
      return level ? Fit.SUPERSET : Fit.SUPERSET_LOW_LEVEL;
    }
    return Fit.OTHER_PROFILE;
  }

  /** What the answer says of it: profile and mode as offered, so that the sides agree. */
  String answerParameters(int streamProfileLevelId) {
    int id = profileLevelId != UNSAID ? profileLevelId : streamProfileLevelId;
    String common = "level-asymmetry-allowed=1;packetization-mode=1";
    return id == UNSAID
        ? common
        : common + ";profile-level-id=" + HexFormat.of().toHexDigits(id, PROFILE_LEVEL_DIGITS);
  }
}
