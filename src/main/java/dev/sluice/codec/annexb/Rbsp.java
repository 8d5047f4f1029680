package dev.sluice.codec.annexb;

import java.util.Arrays;

/**
 * Raw byte sequence payloads: NAL units without emulation prevention (ITU-T H.264 clause 7.3.1).
 */
public final class Rbsp {
  private static final int EMULATION_PREVENTION = 3;

  private Rbsp() {}

  /**
   * Removes the emulation prevention bytes: each 03 that follows two zeros.
   *
   * @param length of the NAL unit, or of its first part
   * @return a copy, with the header of the NAL unit
   */
  public static byte[] of(byte[] array, int offset, int length) {
    byte[] payload = new byte[length];
    int count = 0;
    int zeros = 0;
    for (int i = offset; i < offset + length; i++) {
      byte value = array[i];
      if (zeros >= 2 && value == EMULATION_PREVENTION) {
        zeros = 0;
        continue;
      }
      payload[count++] = value;
      zeros = value == 0 ? zeros + 1 : 0;
    }
    return Arrays.copyOf(payload, count);
  }
}
