package dev.sluice.rtc.srtp;

/** Remembers which of the newest 64 indexes of one SSRC have been received (RFC 3711 3.3.2). */
final class ReplayWindow {
  private static final int WIDTH = Long.SIZE;

  private long highest = -1;
  private long seen;

  /** Whether the index is newer than all others, or within the window and not yet received. */
  boolean accepts(long index) {
    long age = highest - index;
    return age < 0 || (age < WIDTH && (seen >>> age & 1) == 0);
  }

  /** Notes an accepted index, to be called only once its packet is known to be authentic. */
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
