package dev.sluice.codec.mpeg2;

import dev.sluice.base.bytes.Bytes;

/**
 * A sequence header (ISO/IEC 13818-2 clause 6.2.2.1) and its sequence extension (clause 6.2.2.3).
 *
 * @param widthPixels horizontal size
 * @param heightPixels vertical size
 * @param frameTicks90k duration of a frame in 90 kHz ticks, rounded down; 0 for a reserved rate
 * @param profileAndLevel profile_and_level_indication, 0 for MPEG-1
 */
public record Mpeg2Sequence(
    int widthPixels, int heightPixels, int frameTicks90k, int profileAndLevel) {
  static final int HEADER_BYTES = 4;
  static final int EXTENSION_BYTES = 6;

  /** Values by frame_rate_code (table 6-4): 24/1.001, 24, 25, 30/1.001, 30, 50, 60/1.001, 60 Hz. */
  private static final int[] FRAME_TICKS = {0, 3753, 3750, 3600, 3003, 3000, 1800, 1501, 1500};

  /**
   * Reads the fields after the start code.
   *
   * @param at index of the byte after 00 00 01 B3; {@link #HEADER_BYTES} must follow
   */
  static Mpeg2Sequence read(byte[] array, int at) {
    int sizes = Bytes.u24(array, at);
    int rateCode = Bytes.u8(array, at + 3) & 0xF;
    int ticks = rateCode < FRAME_TICKS.length ? FRAME_TICKS[rateCode] : 0;
    return new Mpeg2Sequence(sizes >>> 12, sizes & 0xFFF, ticks, 0);
  }

  /**
   * A copy with the values of the sequence extension: profile, level, and two more bits for each
   * size.
   *
   * @param at index of the byte after 00 00 01 B5; {@link #EXTENSION_BYTES} must follow
   */
  Mpeg2Sequence extended(byte[] array, int at) {
    int first = Bytes.i32(array, at);
    int last = Bytes.u8(array, at + 5);
    int multiplier = 1 + (last >>> 5 & 3); // frame_rate_extension_n
    int divisor = 1 + (last & 0x1F); // frame_rate_extension_d
    return new Mpeg2Sequence(
        (first >>> 15 & 3) << 12 | (widthPixels & 0xFFF),
        (first >>> 13 & 3) << 12 | (heightPixels & 0xFFF),
        frameTicks90k * divisor / multiplier,
        first >>> 20 & 0xFF);
  }
}
