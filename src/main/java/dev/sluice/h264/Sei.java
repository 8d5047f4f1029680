package dev.sluice.h264;

import dev.sluice.bytes.Bytes;

/** Supplemental enhancement information (ITU-T H.264 clause 7.3.2.3). */
public final class Sei {
  private static final int RECOVERY_POINT = 6;
  private static final int TRAILING_BITS = 0x80;

  private Sei() {}

  /**
   * Whether a SEI NAL unit has a recovery point message: decoding may begin here and gives correct
   * pictures some frames later (clause D.2.8).
   *
   * @param offset of the header byte
   * @param length of the NAL unit
   */
  public static boolean hasRecoveryPoint(byte[] array, int offset, int length) {
    int end = offset + length;
    int at = offset + 1;
    while (at < end && Bytes.u8(array, at) != TRAILING_BITS) {
      int type = 0;
      while (at < end && Bytes.u8(array, at) == 0xFF) {
        type += 0xFF;
        at++;
      }
      type += at < end ? Bytes.u8(array, at++) : 0;
      if (type == RECOVERY_POINT) {
        return true;
      }
      int size = 0;
      while (at < end && Bytes.u8(array, at) == 0xFF) {
        size += 0xFF;
        at++;
      }
      // Emulation prevention bytes within the payload are not counted in its size; a message behind
      // one that has them may be missed, which only delays the start.
      size += at < end ? Bytes.u8(array, at++) : 0;
      at = Math.min(end - at, size) + at;
    }
    return false;
  }
}
