package dev.sluice.stream.log;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of a log by position, which grows without end. They lie in slabs of a pool: byte {@code
 * p} in slab {@code p / slabBytes}. One thread writes, any number read.
 *
 * <pre>
 *   position     |  slab 7  |  slab 8  |  slab 9  |
 *                     ^ tail                ^ end
 * </pre>
 */
final class SlabRing {
  private static final int FEWEST = 4;

  private final SlabPool pool;
  private final int shift;
  private final int mask;

  // Volatile, so that a reader of a larger array sees its content.
  @SuppressWarnings("NullAway") // Places without a slab are null; see slabAt.
  private volatile byte[][] slabs = new byte[FEWEST][];

  // Numbers of the oldest slab and of the next one. Used by the writer only.
  private long first;
  private long next;

  /** Empty. */
  SlabRing(SlabPool pool) {
    this.pool = pool;
    this.shift = Integer.numberOfTrailingZeros(pool.slabBytes());
    this.mask = pool.slabBytes() - 1;
  }

  /**
   * Takes slabs for all bytes before a position.
   *
   * @return false if there is no memory for all of them; those that were taken are kept
   */
  boolean reserve(long end) {
    while (next << shift < end) {
      byte[] slab = pool.take();
      if (slab == null) {
        return false;
      }
      if (next - first == slabs.length) {
        grow();
      }
      byte[][] ring = slabs;
      ring[place(ring, next)] = slab;
      next++;
    }
    return true;
  }

  /** Gives back the slabs that were reserved for bytes from a position on. */
  void unreserve(long end) {
    while (next > first && (next - 1) << shift >= end) {
      next--;
      giveBack(next);
    }
  }

  @SuppressWarnings("NullAway") // A place without a slab is null.
  private void giveBack(long slab) {
    byte[][] ring = slabs;
    int place = place(ring, slab);
    byte[] taken = ring[place];
    ring[place] = null;
    pool.give(taken);
  }

  private void grow() {
    byte[][] small = slabs;
    byte[][] large = new byte[2 * small.length][];
    for (long slab = first; slab < next; slab++) {
      large[place(large, slab)] = small[place(small, slab)];
    }
    slabs = large;
  }

  /** Writes bytes at a position for which slabs were reserved. */
  void write(long position, byte[] from, int offset, int length) {
    int written = 0;
    while (written < length) {
      int at = offsetOf(position + written);
      int count = Math.min(length - written, mask + 1 - at);
      byte[][] ring = slabs;
      byte[] slab = ring[place(ring, (position + written) >>> shift)];
      System.arraycopy(from, offset + written, slab, at, count);
      written += count;
    }
  }

  /**
   * Gives back the slabs whose bytes are all before a position. Readers must have been told before.
   */
  void free(long below) {
    while (first < next && first < below >>> shift) {
      first++;
      giveBack(first - 1);
    }
  }

  /** Leaves all slabs to their readers and then to the garbage collector. */
  void leave() {
    pool.forget((int) (next - first));
    first = next;
  }

  /** The slab that had the byte at a position; null, or another one, if the byte has left. */
  byte @Nullable [] slabAt(long position) {
    byte[][] ring = slabs;
    return ring[place(ring, position >>> shift)];
  }

  /** Offset in its slab of the byte at a position. */
  int offsetOf(long position) {
    return (int) position & mask;
  }

  /**
   * Copies bytes from a position on, which may lie in several slabs.
   *
   * @return false if slabs are gone; the copy is then incomplete
   */
  boolean read(long position, int length, byte[] to, int at) {
    int copied = 0;
    while (copied < length) {
      byte[] slab = slabAt(position + copied);
      if (slab == null) {
        return false;
      }
      int from = offsetOf(position + copied);
      int count = Math.min(length - copied, mask + 1 - from);
      System.arraycopy(slab, from, to, at + copied, count);
      copied += count;
    }
    return true;
  }

  private static int place(byte[][] ring, long slab) {
    return (int) slab & ring.length - 1;
  }
}
