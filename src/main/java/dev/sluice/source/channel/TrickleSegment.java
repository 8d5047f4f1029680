package dev.sluice.source.channel;

import java.util.Arrays;

/**
 * One segment of a channel: bytes that are appended, and read from the beginning at any time. Its
 * channel guards it.
 */
final class TrickleSegment {
  /** Ten seconds of 12 Mbit/s. */
  private static final int MAX_BYTES = 16 << 20;

  private static final int FIRST_BYTES = 16 * 1024;
  private static final byte[] NONE = {};

  private final long number;
  private final SegmentMemory memory;
  private byte[] bytes = NONE;
  private int length;
  private boolean begun;
  private boolean closed;
  private boolean dropped;

  TrickleSegment(long number, SegmentMemory memory) {
    this.number = number;
    this.memory = memory;
  }

  long number() {
    return number;
  }

  /** Whether it has, or had, bytes. */
  boolean begun() {
    return begun;
  }

  /** Whether nothing more is appended. */
  boolean closed() {
    return closed;
  }

  /** A publisher appends to it, also if another one has closed it. */
  void open() {
    closed = false;
  }

  /** Appends bytes. What exceeds the memory is not kept: subscribers then see its end. */
  void append(byte[] source, int count) {
    begun = true;
    if (dropped || !makeRoom(count)) {
      drop();
      return;
    }
    System.arraycopy(source, 0, bytes, length, count);
    length += count;
  }

  private boolean makeRoom(int count) {
    int needed = length + count;
    if (needed <= bytes.length) {
      return true;
    }
    int size = Math.max(Math.max(needed, FIRST_BYTES), Math.min(2 * bytes.length, MAX_BYTES));
    if (size > MAX_BYTES || !memory.take(size - (long) bytes.length)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, size);
    return true;
  }

  /** Gives its memory back. */
  void drop() {
    memory.giveBack(bytes.length);
    bytes = NONE;
    length = 0;
    dropped = true;
    closed = true;
  }

  /** Nothing more is appended. */
  void close() {
    closed = true;
    if (!dropped && bytes.length > length) {
      memory.giveBack(bytes.length - (long) length);
      bytes = Arrays.copyOf(bytes, length);
    }
  }

  /**
   * Copies what there is from an offset on.
   *
   * @return count of bytes; 0 if there is none yet; -1 at the end
   */
  int copy(int from, byte[] into) {
    int count = Math.min(length - from, into.length);
    if (count > 0) {
      System.arraycopy(bytes, from, into, 0, count);
      return count;
    }
    return closed ? -1 : 0;
  }
}
