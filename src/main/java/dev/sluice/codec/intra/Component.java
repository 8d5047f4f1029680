package dev.sluice.codec.intra;

import java.util.Arrays;

/**
 * One component of a slice: Y, Cb or Cr. It encodes a square of each macroblock and decodes it
 * again, because the next ones are predicted from what the viewer sees.
 *
 * <p>Order of calls for each macroblock: {@link #encode}, then {@link #dcLevels}, {@link
 * #hasDetail} and {@link #writeDetail}.
 */
final class Component {
  private static final int BLOCK = 4;
  private static final int COEFFICIENTS = 16;

  private final byte[] source;
  private final byte[] decoded;
  private final int stride;
  private final int size;
  private final int blocks;
  private final boolean luma;
  private final Transform transform;

  /** total_coeff of the AC levels of each block. */
  private final int[] counts;

  private final int[] prediction;
  private final int[] candidate;
  private final int[] block = new int[COEFFICIENTS];
  private final int[] dc;
  private final int[] dcLevels;
  private final int[] detail;
  private int blockX;
  private int blockY;
  private boolean hasDetail;

  /**
   * @param number 0 for Y, 1 for Cb, 2 for Cr
   */
  Component(StillPicture picture, int number, int qp) {
    luma = number == 0;
    size = luma ? 16 : 8;
    blocks = size / BLOCK;
    source = picture.plane(number);
    stride = picture.stride(number);
    decoded = new byte[source.length];
    transform = new Transform(luma ? qp : Transform.chromaQp(qp));
    counts = new int[decoded.length / COEFFICIENTS];
    prediction = new int[size * size];
    candidate = new int[size * size];
    dc = new int[blocks * blocks];
    dcLevels = new int[blocks * blocks];
    detail = new int[size * size];
  }

  /** The sum of absolute differences between the picture and its prediction. */
  int difference(int x, int y, Prediction.Mode mode) {
    predict(x, y, mode, candidate);
    int sum = 0;
    for (int row = 0; row < size; row++) {
      int from = (y * size + row) * stride + x * size;
      for (int column = 0; column < size; column++) {
        sum += Math.abs((source[from + column] & 0xFF) - candidate[row * size + column]);
      }
    }
    return sum;
  }

  private void predict(int x, int y, Prediction.Mode mode, int[] to) {
    int at = y * size * stride + x * size;
    Prediction.predict(mode, decoded, at, stride, size, x > 0, y > 0, to);
  }

  /**
   * Encodes and decodes the square of a macroblock, whose row is counted within the slice.
   *
   * @param exact whether the prediction is the picture, as it is in plain areas
   */
  void encode(int x, int y, Prediction.Mode mode, boolean exact) {
    blockX = x * blocks;
    blockY = y * blocks;
    predict(x, y, mode, prediction);
    hasDetail = false;
    if (exact) {
      takePrediction();
      return;
    }
    for (int i = 0; i < dc.length; i++) {
      transform(i);
    }
    quantizeDc();
    for (int i = 0; i < dc.length; i++) {
      decode(i);
    }
  }

  private void takePrediction() {
    Arrays.fill(dcLevels, 0);
    for (int row = 0; row < size; row++) {
      int to = placeOf(0) + row * stride;
      for (int column = 0; column < size; column++) {
        decoded[to + column] = (byte) prediction[row * size + column];
      }
    }
  }

  private void transform(int number) {
    int from = placeOf(number);
    int at = offsetOf(number);
    for (int i = 0; i < COEFFICIENTS; i++) {
      int sample = source[from + i / BLOCK * stride + i % BLOCK] & 0xFF;
      block[i] = sample - prediction[at + i / BLOCK * size + i % BLOCK];
    }
    Transform.forward(block);
    dc[number] = block[0];
    int levels = number * COEFFICIENTS;
    detail[levels] = 0;
    for (int i = 1; i < COEFFICIENTS; i++) {
      int place = Transform.ZIGZAG[i];
      int level = transform.level(block[place], place);
      detail[levels + i] = level;
      hasDetail |= level != 0;
    }
  }

  private void quantizeDc() {
    if (luma) {
      Transform.hadamard16(dc);
      for (int i = 0; i < dc.length; i++) {
        dc[i] = transform.dcLevel(dc[i] / 2);
      }
      for (int i = 0; i < dc.length; i++) {
        dcLevels[i] = dc[Transform.ZIGZAG[i]];
      }
      Transform.hadamard16(dc);
      Arrays.setAll(dc, i -> transform.scaledDc(dc[i]));
    } else {
      Transform.hadamard4(dc);
      Arrays.setAll(dc, i -> transform.dcLevel(dc[i]));
      System.arraycopy(dc, 0, dcLevels, 0, dc.length);
      Transform.hadamard4(dc);
      Arrays.setAll(dc, i -> transform.scaledChromaDc(dc[i]));
    }
  }

  private void decode(int number) {
    for (int i = 1; i < COEFFICIENTS; i++) {
      int place = Transform.ZIGZAG[i];
      block[place] = transform.scaled(detail[number * COEFFICIENTS + i], place);
    }
    block[0] = dc[number];
    Transform.inverse(block);
    int to = placeOf(number);
    int at = offsetOf(number);
    for (int i = 0; i < COEFFICIENTS; i++) {
      int sample = block[i] + prediction[at + i / BLOCK * size + i % BLOCK];
      decoded[to + i / BLOCK * stride + i % BLOCK] = (byte) Math.clamp(sample, 0, 255);
    }
  }

  /** Index of a block's first sample in the slice; blocks are counted row by row. */
  private int placeOf(int number) {
    return (blockY + number / blocks) * BLOCK * stride + (blockX + number % blocks) * BLOCK;
  }

  /** Index of a block's first sample in the square. */
  private int offsetOf(int number) {
    return number / blocks * BLOCK * size + number % blocks * BLOCK;
  }

  /** The DC levels in scanning order. */
  int[] dcLevels() {
    return dcLevels;
  }

  /** Whether a DC level is not zero. */
  boolean hasDc() {
    for (int level : dcLevels) {
      if (level != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether an AC level is not zero. */
  boolean hasDetail() {
    return hasDetail;
  }

  /** nC of the macroblock's first block (ITU-T H.264 clause 9.2.1). */
  int firstCount() {
    return expectedCount(blockX, blockY);
  }

  /** Writes the AC levels of the macroblock, or nothing if they are not coded. */
  void writeDetail(CavlcBlock cavlc, BitWriter to, boolean coded) {
    for (int i = 0; i < dc.length; i++) {
      int number = luma ? inDecodingOrder(i) : i;
      int x = blockX + number % blocks;
      int y = blockY + number / blocks;
      int count = 0;
      if (coded) {
        int levels = number * COEFFICIENTS + 1;
        count = cavlc.write(to, detail, levels, COEFFICIENTS - 1, expectedCount(x, y));
      }
      counts[y * (stride / BLOCK) + x] = count;
    }
  }

  private int expectedCount(int x, int y) {
    int at = y * (stride / BLOCK) + x;
    int left = x > 0 ? counts[at - 1] : 0;
    int top = y > 0 ? counts[at - stride / BLOCK] : 0;
    return x > 0 && y > 0 ? (left + top + 1) / 2 : left + top;
  }

  /** Blocks of luma are coded in quarters of the macroblock (clause 6.4.3). */
  private static int inDecodingOrder(int i) {
    int x = (i & 1) + (i >> 2 & 1) * 2;
    int y = (i >> 1 & 1) + (i >> 3) * 2;
    return 4 * y + x;
  }
}
