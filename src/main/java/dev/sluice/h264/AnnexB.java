package dev.sluice.h264;

/** Start codes of a byte stream (ITU-T H.264 annex B). */
public final class AnnexB {
  /** Count of bytes of a start code prefix: 00 00 01. */
  public static final int START_CODE_BYTES = 3;

  private AnnexB() {}

  /**
   * Where the next start code prefix (00 00 01) begins.
   *
   * <p>Looks at every third byte: one above 1 can be no part of a start code, nor can the two
   * before it begin one. Measured faster than testing eight bytes at once for zeros.
   *
   * @return its offset in {@code from..to-3}, or {@code to} when there is none
   */
  public static int nextStartCode(byte[] array, int from, int to) {
    int at = from + 2;
    while (at < to) {
      int value = array[at];
      if ((value & ~1) != 0) {
        at += 3;
      } else if (value == 0) {
        at++;
      } else if (array[at - 1] == 0 && array[at - 2] == 0) {
        return at - 2;
      } else {
        at += 3;
      }
    }
    return to;
  }
}
