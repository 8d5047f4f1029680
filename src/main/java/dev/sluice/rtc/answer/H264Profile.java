package dev.sluice.rtc.answer;

/** The H.264 profiles of a {@code profile-level-id} (RFC 6184 section 8.1 table 5). */
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
  private final int rank;

  H264Profile(String label, int rank) {
    this.label = label;
    this.rank = rank;
  }

  /** The profile given by profile_idc and constraint flags, the upper 16 of the 24 bits. */
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

  /** Whether a decoder of this profile decodes streams of profile {@code stream}. */
  boolean decodes(H264Profile stream) {
    if (this == stream) {
      return true;
    }
    return switch (stream) {
      case CONSTRAINED_BASELINE -> this != OTHER;
      case BASELINE -> this == EXTENDED;
      // Main allows B slices and fields, Constrained High does not.
      case MAIN -> rank > CONSTRAINED_HIGH.rank;
      case CONSTRAINED_HIGH, HIGH, HIGH_10, HIGH_422 -> rank > stream.rank;
      case EXTENDED, HIGH_444, OTHER -> false;
    };
  }

  /** A rank that grows with the demands on a decoder. */
  int rank() {
    return rank;
  }

  String label() {
    return label;
  }

  /**
   * A number that grows with the level: ten times level_idc, or 105 for level 1b (RFC 6184 section
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

  /** Profile, level and hexadecimal id, such as {@code High 3.1 (64001f)}. */
  static String describe(int profileLevelId) {
    int level = level(profileLevelId);
    String number = level == 105 ? "1b" : level / 100 + "." + level / 10 % 10;
    return "%s %s (%06x)".formatted(of(profileLevelId).label, number, profileLevelId);
  }
}
