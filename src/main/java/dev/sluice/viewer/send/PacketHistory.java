package dev.sluice.viewer.send;

/**
 * Where in the log a sent packet came from, told by its index.
 *
 * <p>A viewer's packets follow the log's one by one, so that the two counts differ by a constant,
 * until its cursor skips: then there is another constant. The last few of them are all that is
 * kept.
 */
final class PacketHistory {
  /** Where it is not known. */
  static final long UNKNOWN = -1;

  /** A viewer that skips more often than this within what it can still ask for is beyond help. */
  private static final int KEPT = 16;

  private final long[] firstIndex = new long[KEPT];
  private final long[] firstPosition = new long[KEPT];
  private long stretches;
  private long ahead;

  /** The packet of this index is the log's packet at this position. */
  void sending(long index48, long position) {
    if (stretches > 0 && position - index48 == ahead) {
      return;
    }
    ahead = position - index48;
    int slot = slot(stretches++);
    firstIndex[slot] = index48;
    firstPosition[slot] = position;
  }

  /** The position in the log of a packet that was sent, or {@link #UNKNOWN}. */
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
