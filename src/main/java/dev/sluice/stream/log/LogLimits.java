package dev.sluice.stream.log;

/**
 * Limits of a track's log. When any limit is reached, the oldest entries are removed.
 *
 * @param slabBytes memory for access units; an access unit may take at most half of it
 * @param entries most access units, a power of two
 * @param packets most packets in all tables, a power of two
 * @param ageTicks90k greatest distance in DTS between the oldest and the newest entry
 */
public record LogLimits(int slabBytes, int entries, int packets, long ageTicks90k) {
  /** Smallest memory in which a key frame of modest size fits. */
  private static final int MIN_SLAB_BYTES = 1024;

  /** Checks the sizes. */
  public LogLimits {
    if (slabBytes < MIN_SLAB_BYTES
        || Integer.bitCount(entries) != 1
        || Integer.bitCount(packets) != 1
        || ageTicks90k < 1) {
      throw new IllegalArgumentException(
          "slabBytes %d, entries %d, packets %d, ageTicks90k %d"
              .formatted(slabBytes, entries, packets, ageTicks90k));
    }
  }

  /** Limits for a track of large access units, with tables in proportion to the slab. */
  public static LogLimits video(int slabBytes, long ageTicks90k) {
    // 512 bytes a packet on average: below that the packets are the limit, not the bytes.
    return new LogLimits(slabBytes, 2048, powerOfTwo(slabBytes / 512), ageTicks90k);
  }

  /** Limits for a track of small access units, a packet each. */
  public static LogLimits audio(int slabBytes, long ageTicks90k) {
    int entries = powerOfTwo(slabBytes / 128);
    return new LogLimits(slabBytes, entries, entries, ageTicks90k);
  }

  private static int powerOfTwo(int atLeast) {
    return Math.max(64, Integer.highestOneBit(Math.max(1, atLeast - 1)) << 1);
  }
}
