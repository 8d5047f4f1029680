package dev.sluice.codec.h265;

import dev.sluice.base.bytes.BitReader;

/**
 * The general part of profile_tier_level (ITU-T H.265 clause 7.3.3).
 *
 * @param profileSpace general_profile_space, 0..3
 * @param highTier general_tier_flag
 * @param profileIdc general_profile_idc, 0..31
 * @param compatibilityFlags general_profile_compatibility_flag, 32 bits, flag 0 first
 * @param constraintFlags the 48 bits from general_progressive_source_flag on
 * @param levelIdc general_level_idc: 30 times the level
 */
public record ProfileTierLevel(
    int profileSpace,
    boolean highTier,
    int profileIdc,
    int compatibilityFlags,
    long constraintFlags,
    int levelIdc) {
  private static final int MAX_SUB_LAYERS = 8;
  private static final int MAIN = 1;
  private static final int MAIN_10 = 2;

  /** Reads profile_tier_level, including the sub-layers. */
  static ProfileTierLevel read(BitReader bits, int subLayers) {
    ProfileTierLevel general =
        new ProfileTierLevel(
            bits.bits(2),
            bits.flag(),
            bits.bits(5),
            bits.bits(32),
            (long) bits.bits(24) << 24 | bits.bits(24),
            bits.bits(8));
    int presence = 0;
    for (int i = 1; i < subLayers; i++) {
      presence = presence << 2 | bits.bits(2);
    }
    for (int i = subLayers; subLayers > 1 && i <= MAX_SUB_LAYERS; i++) {
      bits.bits(2); // reserved_zero_2bits
    }
    for (int i = subLayers - 2; i >= 0; i--) {
      int flags = presence >>> (2 * i) & 3;
      if ((flags & 2) != 0) {
        bits.bits(32);
        bits.bits(32);
        bits.bits(24);
      }
      if ((flags & 1) != 0) {
        bits.bits(8);
      }
    }
    return general;
  }

  /** The form of {@link dev.sluice.media.TrackFormat#profileLevelId}. */
  public int toProfileLevelId() {
    int profile = compatible(MAIN) ? MAIN : compatible(MAIN_10) ? MAIN_10 : profileIdc;
    return profile << 16 | (highTier ? 1 << 8 : 0) | levelIdc;
  }

  private boolean compatible(int profile) {
    return profileIdc == profile || (compatibilityFlags << profile) < 0;
  }
}
