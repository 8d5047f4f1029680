package dev.sluice.base.time;

/**
 * Unwraps time stamps that wrap at 2^n, by choosing the candidate nearest to the previous one.
 *
 * <p>It works in both directions: a B-frame's PTS just below 2^33, after a PTS just above zero, is
 * mapped below it. Use one unwrapper for all tracks of a time base, so that they cannot end up a
 * period apart.
 *
 * <p>PTS and DTS have 33 bits (ISO/IEC 13818-1 clause 2.4.3.7), RTP time 32 (RFC 3550 section 5.1).
 */
public final class StampUnwrapper {
  private final int bits;
  private final long mask;
  private long last;
  private boolean started;

  /**
   * @param bits width of the time stamp, 1..62
   */
  public StampUnwrapper(int bits) {
    if (bits < 1 || bits > 62) {
      throw new IllegalArgumentException("bits must lie in 1..62, not " + bits);
    }
    this.bits = bits;
    this.mask = (1L << bits) - 1;
  }

  /**
   * The unwrapped value of {@code stamp}, at most half a period from the previous one. The first
   * one is returned unchanged.
   *
   * @param stamp the time stamp; bits above the width are ignored
   */
  public long unwrap(long stamp) {
    last = peek(stamp);
    started = true;
    return last;
  }

  /** The result that {@link #unwrap} would return, without changing the reference. */
  public long peek(long stamp) {
    if (!started) {
      return stamp & mask;
    }
    // The difference modulo the period, sign-extended: the shorter direction.
    int shift = Long.SIZE - bits;
    return last + ((stamp - last) << shift >> shift);
  }

  /** Forgets the reference: the next time stamp is returned unchanged. */
  public void reset() {
    started = false;
    last = 0;
  }
}
