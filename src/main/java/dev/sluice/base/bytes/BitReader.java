package dev.sluice.base.bytes;

/**
 * Reads bits, most significant first, and Exp-Golomb codes (ITU-T H.264 clause 9.1). It never
 * throws: past the end it reads zeros and sets {@link #overrun}.
 */
public final class BitReader {
  private final byte[] array;
  private final long endBit;
  private long bit;

  /** Reads {@code array[offset .. offset + length)}. */
  public BitReader(byte[] array, int offset, int length) {
    this.array = array;
    this.bit = 8L * offset;
    this.endBit = bit + 8L * length;
  }

  /** The next bit, 0 or 1. */
  public int bit() {
    int value = bit < endBit ? array[(int) (bit >>> 3)] >>> (7 - (bit & 7)) & 1 : 0;
    bit++;
    return value;
  }

  /** The next bit as a flag. */
  public boolean flag() {
    return bit() != 0;
  }

  /**
   * The next bits as an unsigned number.
   *
   * @param count 0..32; 32 bits are returned as an {@code int} with the same bits
   */
  public int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  /** The next ue(v), 0..2^32-2; 0 with {@link #overrun} if there is none. */
  public long unsignedExpGolomb() {
    int zeros = 0;
    while (bit < endBit && bit() == 0) {
      zeros++;
    }
    if (zeros > 32) {
      bit = endBit + 1;
      return 0;
    }
    return (1L << zeros) - 1 + (bits(zeros) & 0xFFFF_FFFFL);
  }

  /** The next se(v). */
  public long signedExpGolomb() {
    long code = unsignedExpGolomb();
    return (code & 1) != 0 ? (code + 1) >>> 1 : -(code >>> 1);
  }

  /** Index of the next bit, counted from the beginning of the array. */
  public long position() {
    return bit;
  }

  /** Whether bits past the end were read. */
  public boolean overrun() {
    return bit > endBit;
  }
}
