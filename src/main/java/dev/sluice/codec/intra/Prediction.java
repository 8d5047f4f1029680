package dev.sluice.codec.intra;

import java.util.Arrays;

/**
 * Predicts a square of samples from those to its left and above it (ITU-T H.264 clauses 8.3.3 and
 * 8.3.4): 16x16 for luma, 8x8 for chroma.
 */
final class Prediction {
  /** Directions of prediction, with their numbers for luma and for chroma. */
  enum Mode {
    /** The mean of the neighbours. */
    DC(2, 0),
    /** Each row continues its left neighbour. */
    HORIZONTAL(1, 1),
    /** Each column continues its upper neighbour. */
    VERTICAL(0, 2);

    private final int lumaNumber;
    private final int chromaNumber;

    Mode(int lumaNumber, int chromaNumber) {
      this.lumaNumber = lumaNumber;
      this.chromaNumber = chromaNumber;
    }

    /** Intra16x16PredMode. */
    int lumaNumber() {
      return lumaNumber;
    }

    /** intra_chroma_pred_mode. */
    int chromaNumber() {
      return chromaNumber;
    }

    /** Whether the samples that it continues are in the slice. */
    boolean allowed(boolean left, boolean top) {
      return this == DC || (this == HORIZONTAL ? left : top);
    }
  }

  private Prediction() {}

  /**
   * Predicts a square.
   *
   * @param plane decoded samples
   * @param at index of the square's first sample
   * @param size of the square: 16 for luma, 8 for chroma
   * @param left whether there are samples of the slice to the left
   * @param top whether there are samples of the slice above
   * @param to receives the samples, row by row
   */
  static void predict(
      Mode mode, byte[] plane, int at, int stride, int size, boolean left, boolean top, int[] to) {
    if (mode == Mode.DC) {
      if (size == 16) {
        fill(to, size, 0, 0, size, dc(plane, at, stride, size, left, top));
      } else {
        chromaDc(plane, at, stride, left, top, to);
      }
      return;
    }
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int from = mode == Mode.HORIZONTAL ? at + y * stride - 1 : at + x - stride;
        to[y * size + x] = plane[from] & 0xFF;
      }
    }
  }

  /**
   * Each quarter has a mean of its own; two of them prefer one side (clause 8.3.4.1 to 8.3.4.3).
   */
  private static void chromaDc(
      byte[] plane, int at, int stride, boolean left, boolean top, int[] to) {
    for (int y = 0; y < 8; y += 4) {
      for (int x = 0; x < 8; x += 4) {
        boolean useLeft = left && !(top && x > y);
        boolean useTop = top && !(left && y > x);
        int leftSum = useLeft ? sum(plane, at + y * stride - 1, stride, 4) : 0;
        int topSum = useTop ? sum(plane, at + x - stride, 1, 4) : 0;
        fill(to, 8, x, y, 4, mean(leftSum + topSum, 4, useLeft, useTop));
      }
    }
  }

  private static int dc(byte[] plane, int at, int stride, int size, boolean left, boolean top) {
    int sum =
        (left ? sum(plane, at - 1, stride, size) : 0)
            + (top ? sum(plane, at - stride, 1, size) : 0);
    return mean(sum, size, left, top);
  }

  private static int mean(int sum, int size, boolean left, boolean top) {
    if (!left && !top) {
      return 128;
    }
    int count = left && top ? 2 * size : size;
    return (sum + count / 2) / count;
  }

  private static int sum(byte[] plane, int from, int step, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += plane[from + i * step] & 0xFF;
    }
    return sum;
  }

  private static void fill(int[] to, int stride, int fromX, int fromY, int size, int value) {
    for (int y = fromY; y < fromY + size; y++) {
      Arrays.fill(to, y * stride + fromX, y * stride + fromX + size, value);
    }
  }
}
