package dev.sluice.base.bytes;

import java.util.Arrays;
import java.util.Objects;

/**
 * A byte array that grows on append, up to a limit, and can be reused after {@link #clear}. Not
 * safe for use by several threads at once.
 */
public final class GrowableBytes {
  private final int limitBytes;
  private final ByteBudget budget;
  private byte[] array;
  private int length;

  /**
   * @param initialBytes initial capacity
   * @param limitBytes maximum length, which {@link #append} does not exceed
   */
  public GrowableBytes(int initialBytes, int limitBytes) {
    this(initialBytes, limitBytes, ByteBudget.UNLIMITED);
  }

  /**
   * @param initialBytes initial capacity, which is not taken from the budget
   * @param limitBytes maximum length, which {@link #append} does not exceed
   * @param budget asked before it grows; if it refuses, {@link #append} does too
   */
  public GrowableBytes(int initialBytes, int limitBytes, ByteBudget budget) {
    if (initialBytes < 0 || limitBytes < initialBytes) {
      throw new IllegalArgumentException(
          "initialBytes " + initialBytes + " must lie in 0.." + limitBytes);
    }
    this.limitBytes = limitBytes;
    this.budget = budget;
    this.array = new byte[initialBytes];
  }

  /**
   * Appends {@code count} bytes of {@code source}.
   *
   * @return false, with nothing appended, when the limit or the budget would be exceeded
   */
  public boolean append(byte[] source, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, source.length);
    if (!reserve(count)) {
      return false;
    }
    System.arraycopy(source, offset, array, length, count);
    length += count;
    return true;
  }

  /**
   * Appends one byte.
   *
   * @return false, with nothing appended, when the limit or the budget would be exceeded
   */
  public boolean append(int value) {
    if (!reserve(1)) {
      return false;
    }
    array[length++] = (byte) value;
    return true;
  }

  private boolean reserve(int count) {
    if (count > limitBytes - length) {
      return false;
    }
    int needed = length + count;
    if (needed > array.length) {
      long doubled = Math.max(64L, 2L * array.length);
      int grown = (int) Math.min(limitBytes, Math.max(doubled, needed));
      if (!budget.take(grown - array.length)) {
        return false;
      }
      array = Arrays.copyOf(array, grown);
    }
    return true;
  }

  /** The bytes held are {@code array()[0..length())}; valid until the next append. */
  public byte[] array() {
    return array;
  }

  /** Count of bytes held. */
  public int length() {
    return length;
  }

  /** Removes all bytes and keeps the capacity. */
  public void clear() {
    length = 0;
  }

  /** A copy of the bytes held. */
  public byte[] toByteArray() {
    return Arrays.copyOf(array, length);
  }
}
