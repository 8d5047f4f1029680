package dev.sluice.codec.intra;

/** The codes of CAVLC, as ITU-T H.264 clause 9.2 lists them. */
final class CavlcCodes {
  /**
   * coeff_token (table 9-5) for nC 0..1, 2..3, 4..7 and for chroma DC, in the order of {@link
   * #token}.
   */
  private static final String[] COEFF_TOKEN = {
    """
    1  000101 01  00000111 000100 001  000000111 00000110 0000101 00011
    0000000111 000000110 00000101 000011  00000000111 0000000110 000000101 0000100
    0000000001111 00000000110 0000000101 00000100
    0000000001011 0000000001110 00000000101 000000100
    0000000001000 0000000001010 0000000001101 0000000100
    00000000001111 00000000001110 0000000001001 00000000100
    00000000001011 00000000001010 00000000001101 0000000001100
    000000000001111 000000000001110 00000000001001 00000000001100
    000000000001011 000000000001010 000000000001101 00000000001000
    0000000000001111 000000000000001 000000000001001 000000000001100
    0000000000001011 0000000000001110 0000000000001101 000000000001000
    0000000000000111 0000000000001010 0000000000001001 0000000000001100
    0000000000000100 0000000000000110 0000000000000101 0000000000001000
    """,
    """
    11  001011 10  000111 00111 011  0000111 001010 001001 0101  00000111 000110 000101 0100
    00000100 0000110 0000101 00110  000000111 00000110 00000101 001000
    00000001111 000000110 000000101 000100  00000001011 00000001110 00000001101 0000100
    000000001111 00000001010 00000001001 000000100
    000000001011 000000001110 000000001101 00000001100
    000000001000 000000001010 000000001001 00000001000
    0000000001111 0000000001110 0000000001101 000000001100
    0000000001011 0000000001010 0000000001001 0000000001100
    0000000000111 00000000001011 0000000000110 0000000001000
    00000000001001 00000000001000 00000000001010 0000000000001
    00000000000111 00000000000110 00000000000101 00000000000100
    """,
    """
    1111  001111 1110  001011 01111 1101  001000 01100 01110 1100  0001111 01010 01011 1011
    0001011 01000 01001 1010  0001001 001110 001101 1001  0001000 001010 001001 1000
    00001111 0001110 0001101 01101  00001011 00001110 0001010 001100
    000001111 00001010 00001101 0001100  000001011 000001110 00001001 00001100
    000001000 000001010 000001101 00001000  0000001101 000000111 000001001 000001100
    0000001001 0000001100 0000001011 0000001010  0000000101 0000001000 0000000111 0000000110
    0000000001 0000000100 0000000011 0000000010
    """,
    """
    01  000111 1  000100 000110 001  000011 0000011 0000010 000101
    000010 00000011 00000010 0000000
    """
  };

  /** total_zeros of blocks with 15 or 16 coefficients (tables 9-7 and 9-8), by total_coeff - 1. */
  private static final String[] TOTAL_ZEROS = {
    "1 011 010 0011 0010 00011 00010 000011 000010 0000011 0000010 00000011 00000010 000000011 000000010 000000001",
    "111 110 101 100 011 0101 0100 0011 0010 00011 00010 000011 000010 000001 000000",
    "0101 111 110 101 0100 0011 100 011 0010 00011 00010 000001 00001 000000",
    "00011 111 0101 0100 110 101 100 0011 011 0010 00010 00001 00000",
    "0101 0100 0011 111 110 101 100 011 0010 00001 0001 00000",
    "000001 00001 111 110 101 100 011 010 0001 001 000000",
    "000001 00001 101 100 011 11 010 0001 001 000000",
    "000001 0001 00001 011 11 10 010 001 000000",
    "000001 000000 0001 11 10 001 01 00001",
    "00001 00000 001 11 10 01 0001",
    "0000 0001 001 010 1 011",
    "0000 0001 01 1 001",
    "000 001 1 01",
    "00 01 1",
    "0 1"
  };

  /** total_zeros of chroma DC (table 9-9), by total_coeff - 1. */
  private static final String[] TOTAL_ZEROS_CHROMA_DC = {"1 01 001 000", "1 01 00", "1 0"};

  /** run_before (table 9-10), by zerosLeft - 1; the last one serves all larger numbers. */
  private static final String[] RUN_BEFORE = {
    "1 0",
    "1 01 00",
    "11 10 01 00",
    "11 10 01 001 000",
    "11 10 011 010 001 000",
    "11 000 001 011 010 101 100",
    "111 110 101 100 011 010 001 0001 00001 000001 0000001 00000001 000000001 0000000001 00000000001"
  };

  /** nC from which on coeff_token has a fixed length. */
  private static final int FIXED_FROM = 8;

  private static final int[][] TOKENS = parse(COEFF_TOKEN);
  private static final int[][] ZEROS = parse(TOTAL_ZEROS);
  private static final int[][] CHROMA_DC_ZEROS = parse(TOTAL_ZEROS_CHROMA_DC);
  private static final int[][] RUNS = parse(RUN_BEFORE);

  private CavlcCodes() {}

  /** Writes coeff_token of a luma block or of chroma AC. */
  static void token(BitWriter to, int nC, int total, int trailingOnes) {
    if (nC >= FIXED_FROM) {
      to.bits(total == 0 ? 3 : (total - 1) << 2 | trailingOnes, 6);
    } else {
      write(to, TOKENS[nC < 2 ? 0 : nC < 4 ? 1 : 2][index(total, trailingOnes)]);
    }
  }

  /** Writes coeff_token of chroma DC. */
  static void chromaDcToken(BitWriter to, int total, int trailingOnes) {
    write(to, TOKENS[3][index(total, trailingOnes)]);
  }

  /** A row for each total_coeff, with min(total_coeff, 3) + 1 codes. */
  private static int index(int total, int trailingOnes) {
    int before = total < 4 ? total * (total + 1) / 2 : 4 * total - 6;
    return before + trailingOnes;
  }

  /** Writes total_zeros of a block with 15 or 16 coefficients. */
  static void totalZeros(BitWriter to, int total, int zeros) {
    write(to, ZEROS[total - 1][zeros]);
  }

  /** Writes total_zeros of chroma DC. */
  static void chromaDcZeros(BitWriter to, int total, int zeros) {
    write(to, CHROMA_DC_ZEROS[total - 1][zeros]);
  }

  /** Writes run_before. */
  static void run(BitWriter to, int zerosLeft, int run) {
    write(to, RUNS[Math.min(zerosLeft, RUNS.length) - 1][run]);
  }

  /** A code is kept with a one in front of it, which tells its length. */
  private static void write(BitWriter to, int code) {
    to.bits(code, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(code));
  }

  private static int[][] parse(String[] tables) {
    int[][] parsed = new int[tables.length][];
    for (int i = 0; i < tables.length; i++) {
      String[] codes = tables[i].strip().split("\\s+", -1);
      parsed[i] = new int[codes.length];
      for (int k = 0; k < codes.length; k++) {
        parsed[i][k] = Integer.parseInt("1" + codes[k], 2);
      }
    }
    return parsed;
  }
}
