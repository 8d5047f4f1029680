package dev.sluice.stream.log;

/**
 * A ring of rows of longs, by row number. It has room for the rows that are kept, and grows and
 * shrinks with their count. One thread writes, any number read.
 *
 * <p>A change of size moves the kept rows to a new array. A reader may go on with the array it
 * knows, because the writer no longer writes to that.
 */
final class LongRing {
  private static final int FEWEST_ROWS = 64;

  /** Rows of the array for each kept row, from which on a smaller array is made. */
  private static final int LARGEST_SHARE = 8;

  private final int width;

  // Volatile, so that a reader of a new array sees its content.
  private volatile long[] cells = new long[0];

  /**
   * Empty.
   *
   * @param width longs in a row, a power of two
   */
  LongRing(int width) {
    this.width = width;
  }

  /**
   * Makes room for rows before the row {@code newEnd}, and keeps the rows from {@code tail} up to
   * {@code end}. Called by the writer.
   */
  void reserve(long tail, long end, long newEnd) {
    long[] present = cells;
    int rows = present.length / width;
    long needed = newEnd - tail;
    boolean large = rows > FEWEST_ROWS && needed * LARGEST_SHARE <= rows;
    if (needed > rows || large) {
      cells = moved(present, tail, end, Math.max(FEWEST_ROWS, powerOfTwo(needed)));
    }
  }

  private long[] moved(long[] from, long tail, long end, int rows) {
    long[] to = new long[rows * width];
    for (long row = tail; row < end; row++) {
      System.arraycopy(from, at(from, row), to, at(to, row), width);
    }
    return to;
  }

  private static int powerOfTwo(long atLeast) {
    return Math.toIntExact(Long.highestOneBit(atLeast - 1) << 1);
  }

  /** The present array, of a length that is a power of two. */
  long[] cells() {
    return cells;
  }

  /** Index of the first long of a row in an array that {@link #cells} returned. */
  int at(long[] array, long row) {
    return (int) row * width & array.length - 1;
  }
}
