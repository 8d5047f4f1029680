package dev.sluice.bench.stream;

import java.util.Arrays;

/**
 * NAL units of an access unit in byte stream format (ITU-T H.264 annex B).
 *
 * @param bytes sizes of the NAL units, without access unit delimiters
 * @param key true if one is a slice of an IDR picture
 */
record NalSizes(int[] bytes, boolean key) {
  private static final int IDR_SLICE = 5;
  private static final int ACCESS_UNIT_DELIMITER = 9;

  static NalSizes of(byte[] unit) {
    int[] sizes = new int[64];
    int count = 0;
    boolean key = false;
    int begin = nextNal(unit, 0);
    while (begin < unit.length) {
      int next = nextNal(unit, begin);
      int end = next < unit.length ? startCode(unit, next) : unit.length;
      int type = unit[begin] & 0x1F;
      key |= type == IDR_SLICE;
      if (type != ACCESS_UNIT_DELIMITER) {
        sizes[count++] = end - begin;
      }
      begin = next;
    }
    return new NalSizes(Arrays.copyOf(sizes, count), key);
  }

  /** Index of the first byte after the next start code, or the length if there is none. */
  private static int nextNal(byte[] unit, int from) {
    for (int i = from; i + 3 < unit.length; i++) {
      if (unit[i] == 0 && unit[i + 1] == 0 && unit[i + 2] == 1) {
        return i + 3;
      }
    }
    return unit.length;
  }

  private static int startCode(byte[] unit, int nal) {
    int begin = nal - 3;
    while (begin > 0 && unit[begin - 1] == 0) {
      begin--;
    }
    return begin;
  }
}
