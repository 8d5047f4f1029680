package dev.sluice.codec.intra;

/** Writes blocks of transform coefficient levels with CAVLC (ITU-T H.264 clause 7.3.5.3.2). */
final class CavlcBlock {
  /** Levels of chroma DC in a 4:2:0 picture. */
  private static final int CHROMA_DC_LEVELS = 4;

  private static final int MOST_TRAILING_ONES = 3;

  /** From this total_coeff on, levels begin with a suffix if they are not mostly ones. */
  private static final int MANY = 10;

  /** A level code from here on has the prefix 15 and a suffix of 12 bits. */
  private static final int ESCAPE_WITHOUT_SUFFIX = 30;

  private static final int ESCAPE_PREFIX = 15;
  private static final int ESCAPE_BITS = 12;
  private static final int MOST_SUFFIX_BITS = 6;

  private final int[] values = new int[16];
  private final int[] runs = new int[16];

  /**
   * Writes a block of luma or of chroma AC.
   *
   * @param levels in scanning order, at {@code from .. from + length}
   * @param nC derived from the neighbours' counts (clause 9.2.1)
   * @return count of levels that are not zero, total_coeff
   */
  int write(BitWriter to, int[] levels, int from, int length, int nC) {
    int total = gather(levels, from, length);
    int ones = trailingOnes(total);
    CavlcCodes.token(to, nC, total, ones);
    writeLevels(to, total, ones);
    int zeros = zeros(total);
    if (total > 0 && total < length) {
      CavlcCodes.totalZeros(to, total, zeros);
    }
    writeRuns(to, total, zeros);
    return total;
  }

  /** Writes the DC levels of a chroma component. */
  void writeChromaDc(BitWriter to, int[] levels) {
    int total = gather(levels, 0, CHROMA_DC_LEVELS);
    int ones = trailingOnes(total);
    CavlcCodes.chromaDcToken(to, total, ones);
    writeLevels(to, total, ones);
    int zeros = zeros(total);
    if (total > 0 && total < CHROMA_DC_LEVELS) {
      CavlcCodes.chromaDcZeros(to, total, zeros);
    }
    writeRuns(to, total, zeros);
  }

  /** Gathers the levels that are not zero, the last one first, with the zeros before each. */
  private int gather(int[] levels, int from, int length) {
    int total = 0;
    for (int i = from + length - 1; i >= from; i--) {
      if (levels[i] != 0) {
        values[total] = levels[i];
        runs[total++] = 0;
      } else if (total > 0) {
        runs[total - 1]++;
      }
    }
    return total;
  }

  private int trailingOnes(int total) {
    int ones = 0;
    while (ones < Math.min(total, MOST_TRAILING_ONES) && Math.abs(values[ones]) == 1) {
      ones++;
    }
    return ones;
  }

  private int zeros(int total) {
    int zeros = 0;
    for (int i = 0; i < total; i++) {
      zeros += runs[i];
    }
    return zeros;
  }

  private void writeLevels(BitWriter to, int total, int ones) {
    for (int i = 0; i < ones; i++) {
      to.flag(values[i] < 0);
    }
    int suffixBits = total > MANY && ones < MOST_TRAILING_ONES ? 1 : 0;
    for (int i = ones; i < total; i++) {
      int value = values[i];
      int code = value > 0 ? 2 * value - 2 : -2 * value - 1;
      if (i == ones && ones < MOST_TRAILING_ONES) {
        code -= 2; // This level is no trailing one, so its magnitude is at least 2.
      }
      writeLevel(to, code, suffixBits);
      suffixBits = Math.max(suffixBits, 1);
      if (Math.abs(value) > 3 << (suffixBits - 1) && suffixBits < MOST_SUFFIX_BITS) {
        suffixBits++;
      }
    }
  }

  private static void writeLevel(BitWriter to, int code, int suffixBits) {
    int escape = suffixBits == 0 ? ESCAPE_WITHOUT_SUFFIX : ESCAPE_PREFIX << suffixBits;
    if (code >= escape) {
      to.bits(1, ESCAPE_PREFIX + 1).bits(code - escape, ESCAPE_BITS);
    } else if (suffixBits > 0) {
      to.bits(1, (code >> suffixBits) + 1).bits(code, suffixBits);
    } else if (code >= 14) {
      to.bits(1, ESCAPE_PREFIX).bits(code - 14, 4);
    } else {
      to.bits(1, code + 1);
    }
  }

  private void writeRuns(BitWriter to, int total, int zeros) {
    int left = zeros;
    for (int i = 0; i < total - 1 && left > 0; i++) {
      CavlcCodes.run(to, left, runs[i]);
      left -= runs[i];
    }
  }
}
