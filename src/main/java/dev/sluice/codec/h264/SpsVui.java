package dev.sluice.codec.h264;

import dev.sluice.base.bytes.BitReader;

/**
 * Reordering and timing from the video usability information of an SPS (ITU-T H.264 clause E.1.1).
 *
 * @param maxReorderFrames max_num_reorder_frames, or {@link SpsInfo#UNKNOWN}
 * @param frameTicks90k frame duration, 0 if not given
 */
record SpsVui(int maxReorderFrames, long frameTicks90k) {
  static final SpsVui ABSENT = new SpsVui(SpsInfo.UNKNOWN, 0);

  private static final int EXTENDED_ASPECT_RATIO = 255;
  private static final long TICKS_PER_SECOND = 90_000;

  /** One frame a minute; longer durations count as not given. */
  private static final long MAX_FRAME_TICKS = 60 * TICKS_PER_SECOND;

  private static final int MAX_CPB_COUNT = 32;
  private static final int MAX_REORDER_FRAMES = 16;

  /** Reads the part after vui_parameters_present_flag. Truncated values count as not given. */
  static SpsVui read(BitReader bits) {
    if (bits.flag() && bits.bits(8) == EXTENDED_ASPECT_RATIO) {
      bits.bits(32); // sar_width, sar_height
    }
    if (bits.flag()) {
      bits.bit(); // overscan_appropriate_flag
    }
    if (bits.flag()) {
      bits.bits(4); // video_format, video_full_range_flag
      if (bits.flag()) {
        bits.bits(24); // colour_primaries, transfer_characteristics, matrix_coefficients
      }
    }
    if (bits.flag()) {
      bits.unsignedExpGolomb(); // chroma_sample_loc_type_top_field
      bits.unsignedExpGolomb(); // chroma_sample_loc_type_bottom_field
    }
    long frameTicks = bits.flag() ? readTiming(bits) : 0;
    int reorder = readReorder(bits);
    return new SpsVui(reorder, frameTicks);
  }

  private static long readTiming(BitReader bits) {
    long unitsInTick = bits.bits(32) & 0xFFFF_FFFFL;
    long timeScale = bits.bits(32) & 0xFFFF_FFFFL;
    bits.bit(); // fixed_frame_rate_flag
    // A tick is a field, and a frame has two.
    long ticks = timeScale == 0 ? 0 : 2 * unitsInTick * TICKS_PER_SECOND / timeScale;
    return bits.overrun() || ticks > MAX_FRAME_TICKS ? 0 : ticks;
  }

  private static int readReorder(BitReader bits) {
    boolean nalHrd = bits.flag();
    if (nalHrd) {
      skipHrd(bits);
    }
    boolean vclHrd = bits.flag();
    if (vclHrd) {
      skipHrd(bits);
    }
    if (nalHrd || vclHrd) {
      bits.bit(); // low_delay_hrd_flag
    }
    bits.bit(); // pic_struct_present_flag
    if (!bits.flag()) {
      return SpsInfo.UNKNOWN;
    }
    bits.bit(); // motion_vectors_over_pic_boundaries_flag
    for (int i = 0; i < 4; i++) {
      // max_bytes_per_pic_denom, max_bits_per_mb_denom, log2_max_mv_length_horizontal, _vertical
      bits.unsignedExpGolomb();
    }
    long reorder = bits.unsignedExpGolomb();
    return bits.overrun() || reorder > MAX_REORDER_FRAMES ? SpsInfo.UNKNOWN : (int) reorder;
  }

  private static void skipHrd(BitReader bits) {
    long count = Math.min(bits.unsignedExpGolomb() + 1, MAX_CPB_COUNT);
    bits.bits(8); // bit_rate_scale, cpb_size_scale
    for (long i = 0; i < count; i++) {
      bits.unsignedExpGolomb(); // bit_rate_value_minus1
      bits.unsignedExpGolomb(); // cpb_size_value_minus1
      bits.bit(); // cbr_flag
    }
    bits.bits(20); // lengths of the delays and of time_offset
  }
}
