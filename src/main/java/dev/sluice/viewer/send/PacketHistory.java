package dev.sluice.viewer.send;

/**
 * Maps the index of a sent packet to its position in the log.
 *
 * <p>Both numbers advance together, so that they differ by a constant until the cursor skips. Only
 * the latest of these stretches are kept.
 */
final class PacketHistory {
  /** No position is known. */
  static final long UNKNOWN = -1;

  /** Stretches kept; more skips within the reach of NACKs mean that the path has failed. */
  private static final int KEPT = 16;

  private final long[] firstIndex = new long[KEPT];
  private final long[] firstPosition = new long[KEPT];
  private long stretches;
  private long ahead;

  /** Notes that packets from this index on are the log's packets from this position on. */
  void sending(long index48, long position) {
    if (stretches > 0 && position - index48 == ahead) {
      return;
    }
    ahead = position - index48;
    int slot = slot(stretches++);
    firstIndex[slot] = index48;
    firstPosition[slot] = position;
  }

  /** Position in the log of the packet with this index, or {@link #UNKNOWN}. */
  long positionOf(long index48) {
    for (long stretch = stretches - 1; stretch >= Math.max(0, stretches - KEPT); stretch--) {
      int slot = slot(stretch);
      if (index48 >= firstIndex[slot]) {
        return firstPosition[slot] + index48 - firstIndex[slot];
      }
    }
    return UNKNOWN;
  }

  private static int slot(long stretch) {
    return (int) (stretch % KEPT);
  }
}
