package dev.sluice.container.mpegts;

import java.util.Arrays;

/** Counts how often in a row a section had the same bytes. */
final class RepeatedSection {
  /** Number of times after which a section without the usual proof is believed. */
  static final int ENOUGH = 3;

  private byte[] bytes = new byte[0];
  private int length = -1;
  private int times;

  /**
   * Takes the next section.
   *
   * @return how often in a row these bytes came, 1 or more
   */
  int take(byte[] array, int offset, int count) {
    if (length == count && Arrays.equals(bytes, 0, count, array, offset, offset + count)) {
      return ++times;
    }
    if (bytes.length < count) {
      bytes = new byte[count];
    }
    System.arraycopy(array, offset, bytes, 0, count);
    length = count;
    times = 1;
    return times;
  }
}
