package dev.sluice.h264;

import dev.sluice.bytes.Bytes;

/** Start codes of a byte stream (ITU-T H.264 annex B). */
public final class AnnexB {
  /** Count of bytes of a start code prefix: 00 00 01. */
  public static final int START_CODE_BYTES = 3;

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;

  private AnnexB() {}

  /**
   * Where the next start code prefix (00 00 01) begins.
   *
   * @return its offset in {@code from..to-3}, or {@code to} when there is none
   */
  public static int nextStartCode(byte[] array, int from, int to) {
    int at = from;
    while (to - at >= Long.BYTES + 2) {
      // Eight bytes without a zero hold no beginning of a start code.
      long eight = Bytes.i64(array, at);
      if ((eight - ONES & ~eight & HIGHS) == 0) {
        at += Long.BYTES;
        continue;
      }
      int found = within(array, at, at + Long.BYTES);
      if (found >= 0) {
        return found;
      }
      at += Long.BYTES;
    }
    int found = within(array, at, to - 2);
    return found >= 0 ? found : to;
  }

  /** The first start code that begins in {@code from..to-1}, or -1; reads two bytes beyond. */
  private static int within(byte[] array, int from, int to) {
    for (int at = from; at < to; at++) {
      if (array[at] == 0 && array[at + 1] == 0 && array[at + 2] == 1) {
        return at;
      }
    }
    return -1;
  }
}
