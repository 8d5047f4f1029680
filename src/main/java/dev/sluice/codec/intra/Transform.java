package dev.sluice.codec.intra;

/**
 * The transforms of 4x4 blocks and their quantization (ITU-T H.264 clause 8.5). Blocks have 16
 * values, row by row. One quantizer is for one QP.
 */
final class Transform {
  /** QP from which on the scaling of DC values needs no rounding. */
  static final int LEAST_QP = 12;

  /** Largest QP. */
  static final int MOST_QP = 51;

  /** Coefficients of a block in zig-zag order (clause 8.5.6), by their place in the block. */
  static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};

  /** Multipliers of quantization by QP % 6: for even, odd and mixed row and column. */
  private static final int[][] MULTIPLIERS = {
    {13107, 5243, 8066},
    {11916, 4660, 7490},
    {10082, 4194, 6554},
    {9362, 3647, 5825},
    {8192, 3355, 5243},
    {7282, 2893, 4559}
  };

  /** normAdjust (clause 8.5.9) by QP % 6: for even, odd and mixed row and column. */
  private static final int[][] SCALES = {
    {10, 16, 13}, {11, 18, 14}, {13, 20, 16}, {14, 23, 18}, {16, 25, 20}, {18, 29, 23}
  };

  /** QPc by QP from 30 on (table 8-15). */
  private static final int[] CHROMA_QP = {
    29, 30, 31, 32, 32, 33, 34, 34, 35, 35, 36, 36, 37, 37, 37, 38, 38, 38, 39, 39, 39, 39
  };

  private final int[] multipliers = new int[16];
  private final int[] scales = new int[16];
  private final int shift;
  private final int quantizerBits;
  private final int rounding;

  Transform(int qp) {
    shift = qp / 6;
    quantizerBits = 15 + shift;
    rounding = (1 << quantizerBits) / 3;
    for (int i = 0; i < 16; i++) {
      boolean oddX = (i & 1) != 0;
      boolean oddY = (i & 4) != 0;
      int kind = oddX != oddY ? 2 : oddX ? 1 : 0;
      multipliers[i] = MULTIPLIERS[qp % 6][kind];
      scales[i] = SCALES[qp % 6][kind];
    }
  }

  /** The QP of chroma at a QP of luma. */
  static int chromaQp(int qp) {
    return qp < 30 ? qp : CHROMA_QP[qp - 30];
  }

  /** Transforms differences to coefficients, in place. */
  static void forward(int[] block) {
    for (int i = 0; i < 4; i++) {
      forward(block, 4 * i, 1);
    }
    for (int i = 0; i < 4; i++) {
      forward(block, i, 4);
    }
  }

  private static void forward(int[] b, int at, int step) {
    int outer = b[at] + b[at + 3 * step];
    int inner = b[at + step] + b[at + 2 * step];
    int outerRest = b[at] - b[at + 3 * step];
    int innerRest = b[at + step] - b[at + 2 * step];
    b[at] = outer + inner;
    b[at + step] = 2 * outerRest + innerRest;
    b[at + 2 * step] = outer - inner;
    b[at + 3 * step] = outerRest - 2 * innerRest;
  }

  /** Transforms scaled coefficients to differences, in place (clause 8.5.12.2). */
  static void inverse(int[] block) {
    for (int i = 0; i < 4; i++) {
      inverse(block, 4 * i, 1);
    }
    for (int i = 0; i < 4; i++) {
      inverse(block, i, 4);
    }
    for (int i = 0; i < 16; i++) {
      block[i] = (block[i] + 32) >> 6;
    }
  }

  private static void inverse(int[] b, int at, int step) {
    int even = b[at] + b[at + 2 * step];
    int evenRest = b[at] - b[at + 2 * step];
    int oddRest = (b[at + step] >> 1) - b[at + 3 * step];
    int odd = b[at + step] + (b[at + 3 * step] >> 1);
    b[at] = even + odd;
    b[at + step] = evenRest + oddRest;
    b[at + 2 * step] = evenRest - oddRest;
    b[at + 3 * step] = even - odd;
  }

  /** The Hadamard transform of the 16 DC values of luma, in place. */
  static void hadamard16(int[] dc) {
    for (int i = 0; i < 4; i++) {
      hadamard(dc, 4 * i, 1);
    }
    for (int i = 0; i < 4; i++) {
      hadamard(dc, i, 4);
    }
  }

  private static void hadamard(int[] b, int at, int step) {
    int outer = b[at] + b[at + 3 * step];
    int inner = b[at + step] + b[at + 2 * step];
    int outerRest = b[at] - b[at + 3 * step];
    int innerRest = b[at + step] - b[at + 2 * step];
    b[at] = outer + inner;
    b[at + step] = outerRest + innerRest;
    b[at + 2 * step] = outer - inner;
    b[at + 3 * step] = outerRest - innerRest;
  }

  /** The Hadamard transform of the four DC values of a chroma component, in place. */
  static void hadamard4(int[] dc) {
    int top = dc[0] + dc[1];
    int topRest = dc[0] - dc[1];
    int bottom = dc[2] + dc[3];
    int bottomRest = dc[2] - dc[3];
    dc[0] = top + bottom;
    dc[1] = topRest + bottomRest;
    dc[2] = top - bottom;
    dc[3] = topRest - bottomRest;
  }

  /** The level of a coefficient at a place in its block. */
  int level(int coefficient, int place) {
    return quantized(coefficient, multipliers[place], rounding, quantizerBits);
  }

  /** The level of a DC value after its Hadamard transform. */
  int dcLevel(int value) {
    return quantized(value, multipliers[0], 2 * rounding, quantizerBits + 1);
  }

  private static int quantized(int value, int multiplier, int rounding, int bits) {
    int level = (int) (((long) Math.abs(value) * multiplier + rounding) >> bits);
    return value < 0 ? -level : level;
  }

  /** The coefficient of a level at a place in its block. */
  int scaled(int level, int place) {
    return (level * scales[place]) << shift;
  }

  /** The DC coefficient of luma from the Hadamard transform of the levels, QP 12 or more. */
  int scaledDc(int value) {
    return (value * scales[0]) << (shift - 2);
  }

  /** The DC coefficient of chroma from the Hadamard transform of the levels. */
  int scaledChromaDc(int value) {
    return ((value * scales[0]) << shift) >> 1;
  }
}
