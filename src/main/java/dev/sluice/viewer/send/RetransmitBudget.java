package dev.sluice.viewer.send;

/**
 * Limits the retransmissions to one viewer. The bytes are limited to those of first transmissions
 * plus a burst. Each packet is retransmitted a few times at most, at intervals of at least 5 ms.
 *
 * <p>A hostile viewer can at most double its stream. With 30 % loss in both directions the budget
 * suffices; half of it did not.
 */
final class RetransmitBudget {
  private static final long BURST_BYTES = 64 * 1024;
  private static final int MAX_REPEATS = 8;
  private static final long MIN_INTERVAL_NANOS = 5_000_000;

  /** A power of two; about a second of video. */
  private static final int REMEMBERED = 512;

  private final long[] index = new long[REMEMBERED];
  private final long[] sentNanos = new long[REMEMBERED];
  private final byte[] repeats = new byte[REMEMBERED];
  private long tokens = BURST_BYTES;

  /** Adds the bytes of a run of first transmissions. */
  void earn(int bytes) {
    tokens = Math.min(BURST_BYTES, tokens + bytes);
  }

  /** Whether a packet was retransmitted recently. */
  boolean knows(long index48) {
    int slot = (int) index48 & REMEMBERED - 1;
    return index[slot] == index48 && repeats[slot] > 0;
  }

  /** Whether a packet may be retransmitted now; if so, it counts as retransmitted. */
  boolean allows(long index48, long nowNanos) {
    int slot = (int) index48 & REMEMBERED - 1;
    boolean known = knows(index48);
    if (tokens <= 0
        || (known
            && (repeats[slot] >= MAX_REPEATS || nowNanos - sentNanos[slot] < MIN_INTERVAL_NANOS))) {
      return false;
    }
    repeats[slot] = (byte) (known ? repeats[slot] + 1 : 1);
    index[slot] = index48;
    sentNanos[slot] = nowNanos;
    return true;
  }

  /** Takes the bytes of a retransmission. */
  void spend(int bytes) {
    tokens -= bytes;
  }
}
