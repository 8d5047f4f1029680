package dev.sluice.codec.h264;

import dev.sluice.base.bytes.Bytes;

/** Supplemental enhancement information (ITU-T H.264 clause 7.3.2.3). */
public final class Sei {
  private static final int RECOVERY_POINT = 6;
  private static final int TRAILING_BITS = 0x80;

  private Sei() {}

  /**
   * Whether an SEI NAL unit has a recovery point message: decoding may start here and becomes
   * correct some frames later (clause D.2.8).
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
      size += at < end ? Bytes.u8(array, at++) : 0;
      at = skipPayload(array, at, end, size);
    }
    return false;
  }

  /**
   * An emulation_prevention_three_byte after two zeros does not count as payload (clause 7.3.1).
   */
  private static int skipPayload(byte[] array, int from, int end, int size) {
    int at = from;
    for (int rest = size; rest > 0 && at < end; at++) {
      boolean prevention =
          at - from >= 2 && array[at] == 3 && array[at - 1] == 0 && array[at - 2] == 0;
      rest -= prevention ? 0 : 1;
    }
    return at;
  }
}
