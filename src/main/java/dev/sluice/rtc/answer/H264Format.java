package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.PayloadType;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An offered H.264 payload type and its match with a stream (RFC 6184 section 8.1).
 *
 * @param type the payload type
 * @param mode packetization-mode: 1, 0 for any other value, {@link #UNSPECIFIED} if not given
 * @param profileLevelId 24 bits, {@link #UNSPECIFIED} if not given
 */
record H264Format(PayloadType type, int mode, int profileLevelId) {
  static final int UNSPECIFIED = -1;

  private static final int NON_INTERLEAVED = 1;
  private static final int CLOCK_HZ = 90_000;
  private static final int PROFILE_LEVEL_DIGITS = 6;

  /** The format of a payload type, null if it is not H.264. */
  static @Nullable H264Format of(PayloadType type) {
    if (!type.encoding().equalsIgnoreCase("H264") || type.clockRateHz() != CLOCK_HZ) {
      return null;
    }
    String mode = type.parameter("packetization-mode");
    return new H264Format(
        type,
        mode == null ? UNSPECIFIED : mode.equals("1") ? NON_INTERLEAVED : 0,
        profileLevelId(type.parameter("profile-level-id")));
  }

  private static int profileLevelId(@Nullable String digits) {
    if (digits == null || digits.length() != PROFILE_LEVEL_DIGITS) {
      return UNSPECIFIED;
    }
    int id = 0;
    for (int i = 0; i < PROFILE_LEVEL_DIGITS; i++) {
      int digit = Character.digit(digits.charAt(i), 16);
      if (digit < 0) {
        return UNSPECIFIED;
      }
      id = id << 4 | digit;
    }
    return id;
  }

  /** Whether the mode is non-interleaved, which allows FU-A and STAP-A (section 6.3). */
  boolean nonInterleaved() {
    return mode == NON_INTERLEAVED;
  }

  /** Whether the format has no parameters, as in GStreamer's offers. */
  boolean hasNoParameters() {
    return mode == UNSPECIFIED && profileLevelId == UNSPECIFIED;
  }

  /** The quality of a match, best first. */
  enum Fit {
    SAME_PROFILE,
    SAME_PROFILE_LOW_LEVEL,
    SUPERSET,
    SUPERSET_LOW_LEVEL,
    /** The profile of the offer or of the stream is not known. */
    UNKNOWN,
    /** The offered profile does not cover the stream's; decoding may work nevertheless. */
    OTHER_PROFILE,
    /** A profile without a packetization-mode. The default is 0, but no known client means that. */
    MODE_UNSPECIFIED,
    /** Packetization-mode 0: not usable. */
    NONE
  }

  /**
   * The match with a stream.
   *
   * @param streamProfileLevelId from the stream's SPS, {@link #UNSPECIFIED} before the first
   */
  Fit fit(int streamProfileLevelId) {
    if (hasNoParameters()) {
      return Fit.UNKNOWN;
    }
    if (mode == UNSPECIFIED) {
      return Fit.MODE_UNSPECIFIED;
    }
    if (!nonInterleaved()) {
      return Fit.NONE;
    }
    if (profileLevelId == UNSPECIFIED || streamProfileLevelId == UNSPECIFIED) {
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

  /** The {@code a=fmtp} parameters of the answer: profile and mode as offered. */
  String answerParameters(int streamProfileLevelId) {
    int id = profileLevelId != UNSPECIFIED ? profileLevelId : streamProfileLevelId;
    String common = "level-asymmetry-allowed=1;packetization-mode=1";
    return id == UNSPECIFIED
        ? common
        : common + ";profile-level-id=" + HexFormat.of().toHexDigits(id, PROFILE_LEVEL_DIGITS);
  }
}
