package dev.sluice.rtc.answer;

/**
 * The profiles of H.264 that a {@code profile-level-id} can name (RFC 6184 section 8.1 table 5).
 */
enum H264Profile {
  CONSTRAINED_BASELINE("Constrained Baseline", 1),
  BASELINE("Baseline", 2),
  EXTENDED("Extended", 3),
  MAIN("Main", 4),
  CONSTRAINED_HIGH("Constrained High", 5),
  HIGH("High", 6),
  HIGH_10("High 10", 7),
  HIGH_422("High 4:2:2", 8),
  HIGH_444("High 4:4:4 Predictive", 9),
  OTHER("another profile", 0);

  private static final int CONSTRAINT_SET0 = 0x80;
  private static final int CONSTRAINT_SET1 = 0x40;
  private static final int CONSTRAINT_SET3 = 0x10;
  private static final int CONSTRAINT_SETS_4_5 = 0x0C;

  private final String label;
  private final int richness;

  H264Profile(String label, int richness) {
    this.label = label;
    this.richness = richness;
  }

  /** The profile of profile_idc and constraint flags in the upper 16 of the 24 bits. */
  static H264Profile of(int profileLevelId) {
    int flags = profileLevelId >> 8 & 0xFF;
    boolean set0 = (flags & CONSTRAINT_SET0) != 0;
    boolean set1 = (flags & CONSTRAINT_SET1) != 0;
    boolean intra = (flags & CONSTRAINT_SET3) != 0;
    return switch (profileLevelId >> 16 & 0xFF) {
      case 0x42 -> set1 ? CONSTRAINED_BASELINE : BASELINE;
      case 0x4D -> set0 ? CONSTRAINED_BASELINE : MAIN;
      case 0x58 -> set0 && set1 ? CONSTRAINED_BASELINE : set0 ? BASELINE : EXTENDED;
      case 0x64 -> (flags & CONSTRAINT_SETS_4_5) == CONSTRAINT_SETS_4_5 ? CONSTRAINED_HIGH : HIGH;
      case 0x6E -> intra ? OTHER : HIGH_10;
      case 0x7A -> intra ? OTHER : HIGH_422;
      case 0xF4 -> intra ? OTHER : HIGH_444;
      default -> OTHER;
    };
  }

  /** Whether a decoder for this profile must be able to decode a stream of the other. */
  boolean decodes(H264Profile stream) {
    if (this == stream) {
      return true;
    }
    return switch (stream) {
      case CONSTRAINED_BASELINE -> this != OTHER;
      case BASELINE -> this == EXTENDED;
      // Constrained High has neither B slices nor fields, which Main may have.
      case MAIN -> richness > CONSTRAINED_HIGH.richness;
      case CONSTRAINED_HIGH, HIGH, HIGH_10, HIGH_422 -> richness > stream.richness;
      case EXTENDED, HIGH_444, OTHER -> false;
    };
  }

  /** Orders profiles by what they ask of a decoder. */
  int richness() {
    return richness;
  }

  String label() {
    return label;
  }

  /**
   * A number that grows with the level: ten times level_idc, 105 for level 1b (RFC 6184 section
   * 8.1).
   */
  static int level(int profileLevelId) {
    int level = profileLevelId & 0xFF;
    boolean flag3 = (profileLevelId >> 8 & CONSTRAINT_SET3) != 0;
    boolean oldProfile =
        switch (profileLevelId >> 16 & 0xFF) {
          case 0x42, 0x4D, 0x58 -> true;
          default -> false;
        };
    boolean level1b = oldProfile ? level == 11 && flag3 : level == 9;
    return level1b ? 105 : level * 10;
  }

  /** Such as {@code High 3.1 (64001f)}. */
  static String describe(int profileLevelId) {
    int level = level(profileLevelId);
    String number = level == 105 ? "1b" : level / 100 + "." + level / 10 % 10;
    return "%s %s (%06x)".formatted(of(profileLevelId).label, number, profileLevelId);
  }
}
