package dev.sluice.codec.annexb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Start codes of a byte stream (ITU-T H.264 and H.265 annex B). */
public final class AnnexB {
  /** Length of a start code prefix, 00 00 01, in bytes. */
  public static final int START_CODE_BYTES = 3;

  /**
   * Long enough for the compiler's vector loop to pay, short enough to be rarely searched twice.
   */
  private static final int BLOCK_BYTES = 512;

  /** Eight offsets, and the two further bytes that a start code at the last of them has. */
  private static final int WORD_REACH_BYTES = Long.BYTES + START_CODE_BYTES - 1;

  private static final int BLOCK_REACH_BYTES = BLOCK_BYTES + START_CODE_BYTES - 1;
  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = LOW_BITS << 7;

  /** Byte order does not matter here; the machine's own keeps the loop free of swaps. */
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private AnnexB() {}

  /**
   * Finds the next start code prefix, 00 00 01.
   *
   * <p>Nearly all blocks have no two adjacent zeros and are skipped as a whole: the loop over the
   * words of a block has no branch, and the compiler makes vector instructions of it (decision 13).
   *
   * @return its offset in {@code from..to-3}, or {@code to} when there is none
   */
  public static int nextStartCode(byte[] array, int from, int to) {
    int at = from;
    while (at <= to - BLOCK_REACH_BYTES) {
      if (blockHasTwoZeros(array, at)) {
        int end = at + BLOCK_REACH_BYTES;
        int found = byWords(array, at, end);
        if (found < end) {
          return found;
        }
      }
      at += BLOCK_BYTES;
    }
    return byWords(array, at, to);
  }

  /**
   * The end of a NAL unit: zeros before the next start code belong to that start code or are
   * trailing_zero_8bits.
   *
   * @param from start of the NAL unit
   * @param to start of the next start code prefix
   */
  public static int withoutTrailingZeros(byte[] array, int from, int to) {
    int end = to;
    while (end > from && array[end - 1] == 0) {
      end--;
    }
    return end;
  }

  private static boolean blockHasTwoZeros(byte[] array, int at) {
    long zeros = 0;
    for (int i = 0; i < BLOCK_BYTES; i += Long.BYTES) {
      zeros |= twoZeros(array, at + i);
    }
    return (zeros & HIGH_BITS) != 0;
  }

  private static int byWords(byte[] array, int from, int to) {
    int at = from;
    while (at <= to - WORD_REACH_BYTES) {
      if ((twoZeros(array, at) & HIGH_BITS) != 0) {
        int end = at + WORD_REACH_BYTES;
        int found = byBytes(array, at, end);
        if (found < end) {
          return found;
        }
      }
      at += Long.BYTES;
    }
    return byBytes(array, at, to);
  }

  /** Returns a word with a high bit set if one of eight bytes and the byte after it are zero. */
  private static long twoZeros(byte[] array, int at) {
    long either = (long) WORD.get(array, at) | (long) WORD.get(array, at + 1);
    return (either - LOW_BITS) & ~either;
  }

  private static int byBytes(byte[] array, int from, int to) {
    for (int at = from; at <= to - START_CODE_BYTES; at++) {
      if (array[at] == 0 && array[at + 1] == 0 && array[at + 2] == 1) {
        return at;
      }
    }
    return to;
  }
}
