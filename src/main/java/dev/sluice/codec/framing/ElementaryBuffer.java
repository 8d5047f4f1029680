package dev.sluice.codec.framing;

import dev.sluice.base.bytes.ByteBudget;
import java.util.Arrays;

/**
 * The bytes of an elementary stream that no access unit has consumed yet, with the time stamps of
 * the PES packets that brought them. The bytes are {@code array()[from() .. end())}; an index is
 * valid until the next {@link #append}.
 */
public final class ElementaryBuffer {
  /** More PES packets than this begin within one access unit only if they are tiny. */
  private static final int MAX_MARKS = 32;

  private final int limitBytes;
  private final ByteBudget budget;
  private byte[] array = new byte[0];
  private int from;
  private int end;

  private final int[] markAt = new int[MAX_MARKS];
  private final long[] markPts33 = new long[MAX_MARKS];
  private final long[] markDts33 = new long[MAX_MARKS];
  private int marks;
  private long pts33 = AccessUnitFramer.NO_STAMP;
  private long dts33 = AccessUnitFramer.NO_STAMP;

  /**
   * @param limitBytes the most it holds
   * @param budget asked before it grows; if it refuses, {@link #append} does too
   */
  public ElementaryBuffer(int limitBytes, ByteBudget budget) {
    this.limitBytes = limitBytes;
    this.budget = budget;
  }

  /**
   * Appends bytes. Indices from before are no longer valid: {@link #from} is 0 afterwards.
   *
   * @param pts PTS of the PES packet that begins here, or {@link AccessUnitFramer#NO_STAMP}
   * @param dts DTS of the PES packet that begins here, or {@link AccessUnitFramer#NO_STAMP}
   * @return false, with nothing appended, when the limit or the budget would be exceeded
   */
  public boolean append(byte[] bytes, int offset, int count, long pts, long dts) {
    compact();
    if (count > limitBytes - end) {
      return false;
    }
    if (count > array.length - end) {
      long doubled = Math.max(end + (long) count, 2L * array.length);
      int grown = (int) Math.min(limitBytes, doubled);
      if (!budget.take(grown - array.length)) {
        return false;
      }
      array = Arrays.copyOf(array, grown);
    }
    if (pts != AccessUnitFramer.NO_STAMP) {
      mark(pts, dts);
    }
    System.arraycopy(bytes, offset, array, end, count);
    end += count;
    return true;
  }

  private void compact() {
    if (from == 0) {
      return;
    }
    System.arraycopy(array, from, array, 0, end - from);
    for (int i = 0; i < marks; i++) {
      markAt[i] -= from;
    }
    end -= from;
    from = 0;
  }

  private void mark(long pts, long dts) {
    if (marks == MAX_MARKS) {
      removeMarks(1);
    }
    markAt[marks] = end;
    markPts33[marks] = pts;
    markDts33[marks] = dts;
    marks++;
  }

  private void removeMarks(int count) {
    marks -= count;
    System.arraycopy(markAt, count, markAt, 0, marks);
    System.arraycopy(markPts33, count, markPts33, 0, marks);
    System.arraycopy(markDts33, count, markDts33, 0, marks);
  }

  /**
   * An access unit begins at {@code index}: it gets the stamps of the PES packet in which it
   * begins, unless an earlier access unit got them. {@link #pts33} and {@link #dts33} return them.
   */
  public void takeStamps(int index) {
    int passed = 0;
    while (passed < marks && markAt[passed] <= index) {
      passed++;
    }
    if (passed == 0) {
      pts33 = AccessUnitFramer.NO_STAMP;
      dts33 = AccessUnitFramer.NO_STAMP;
      return;
    }
    pts33 = markPts33[passed - 1];
    dts33 = markDts33[passed - 1];
    removeMarks(passed);
  }

  /** Consumes the bytes before {@code index}, at most {@link #end}. */
  public void consumeTo(int index) {
    from = index;
  }

  /** Drops all bytes and stamps. */
  public void clear() {
    from = 0;
    end = 0;
    marks = 0;
  }

  /** The array with the bytes. */
  public byte[] array() {
    return array;
  }

  /** Index of the first byte. */
  public int from() {
    return from;
  }

  /** Index after the last byte. */
  public int end() {
    return end;
  }

  /** Number of bytes held. */
  public int length() {
    return end - from;
  }

  /** PTS that {@link #takeStamps} found. */
  public long pts33() {
    return pts33;
  }

  /** DTS that {@link #takeStamps} found. */
  public long dts33() {
    return dts33;
  }
}
