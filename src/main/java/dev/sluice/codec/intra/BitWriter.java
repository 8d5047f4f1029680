package dev.sluice.codec.intra;

import java.util.Arrays;

/** Writes bits, most significant first, and Exp-Golomb codes (ITU-T H.264 clause 9.1). */
final class BitWriter {
  private static final int EMULATION_PREVENTION = 3;

  private byte[] array = new byte[1024];
  private int bytes;

  /** Bits that do not fill a byte yet, in the low bits. */
  private long pending;

  private int pendingBits;

  /**
   * Writes an unsigned number.
   *
   * @param count of its bits, 0..32
   */
  BitWriter bits(int value, int count) {
    pending = pending << count | (value & ((1L << count) - 1));
    pendingBits += count;
    while (pendingBits >= Byte.SIZE) {
      pendingBits -= Byte.SIZE;
      put((byte) (pending >>> pendingBits));
    }
    return this;
  }

  /** Writes a flag. */
  BitWriter flag(boolean value) {
    return bits(value ? 1 : 0, 1);
  }

  /** Writes ue(v). */
  BitWriter unsigned(int value) {
    int code = value + 1;
    int length = Integer.SIZE - Integer.numberOfLeadingZeros(code);
    return bits(0, length - 1).bits(code, length);
  }

  /** Writes se(v). */
  BitWriter signed(int value) {
    return unsigned(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** Writes all bits of another writer. */
  BitWriter append(BitWriter other) {
    for (int i = 0; i < other.bytes; i++) {
      bits(other.array[i], Byte.SIZE);
    }
    return bits((int) other.pending, other.pendingBits);
  }

  /** Count of bits written. */
  long count() {
    return (long) Byte.SIZE * bytes + pendingBits;
  }

  /**
   * Ends the payload with rbsp_trailing_bits and makes a NAL unit of it (clause 7.3.1).
   *
   * @param header byte of the NAL unit
   */
  byte[] toNalUnit(int header) {
    bits(1, 1).bits(0, Byte.SIZE - 1 - (int) ((count() - 1) % Byte.SIZE));
    byte[] unit = new byte[1 + bytes + bytes / 2];
    int length = 0;
    unit[length++] = (byte) header;
    int zeros = 0;
    for (int i = 0; i < bytes; i++) {
      if (zeros == 2 && (array[i] & 0xFF) <= EMULATION_PREVENTION) {
        unit[length++] = EMULATION_PREVENTION;
        zeros = 0;
      }
      unit[length++] = array[i];
      zeros = array[i] == 0 ? zeros + 1 : 0;
    }
    return Arrays.copyOf(unit, length);
  }

  private void put(byte value) {
    if (bytes == array.length) {
      array = Arrays.copyOf(array, 2 * bytes);
    }
    array[bytes++] = value;
  }
}
