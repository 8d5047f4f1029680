package dev.sluice.viewer.send;

/**
 * Bounds what one viewer can have sent again: as much as it is sent anyway, a burst at first, and
 * each packet a few times, not faster than a round trip could tell that it was lost again.
 *
 * <p>So a hostile viewer cannot make this side send more than twice the stream; and at 30 % loss in
 * both directions what is lacking can still be mended, which half of it was not enough for.
 */
final class RetransmitBudget {
  private static final long BURST_BYTES = 64 * 1024;
  private static final int MAX_REPEATS = 8;
  private static final long MIN_INTERVAL_NANOS = 5_000_000;

  /** A power of two: the packets of about a second of video. */
  private static final int REMEMBERED = 512;

  private final long[] index = new long[REMEMBERED];
  private final long[] sentNanos = new long[REMEMBERED];
  private final byte[] repeats = new byte[REMEMBERED];
  private long tokens = BURST_BYTES;

  /** So much was sent in the normal course. */
  void earn(int bytes) {
    tokens = Math.min(BURST_BYTES, tokens + bytes);
  }

  /** Whether a packet was sent again before, of late. */
  boolean knows(long index48) {
    int slot = (int) index48 & REMEMBERED - 1;
    return index[slot] == index48 && repeats[slot] > 0;
  }

  /** Whether a packet may be sent again now; counted as sent if so. */
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

  /** So much was sent again. */
  void spend(int bytes) {
    tokens -= bytes;
  }
}
