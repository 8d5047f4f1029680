package dev.sluice.rtc.srtp;

/** Replay protection for one SSRC: a window of the newest 64 indexes (RFC 3711 section 3.3.2). */
final class ReplayWindow {
  private static final int WIDTH = Long.SIZE;

  private long highest = -1;
  private long seen;

  /**
   * Whether the index is newer than all received ones, or within the window and not yet received.
   */
  boolean accepts(long index) {
    long age = highest - index;
    return age < 0 || (age < WIDTH && (seen >>> age & 1) == 0);
  }

  /** Marks an index as received. Call it only for authenticated packets. */
  void commit(long index) {
    long advance = index - highest;
    if (advance > 0) {
      seen = advance < WIDTH ? seen << advance | 1 : 1;
      highest = index;
    } else {
      seen |= 1L << -advance;
    }
  }
}
