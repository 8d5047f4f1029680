package dev.sluice.base.time;

/**
 * Turns stamps that wrap at 2^n into a count that does not, by taking the candidate nearest to the
 * stamp before it.
 *
 * <p>So it goes both ways across the edge: a B-frame's PTS just below 2^33 that follows one just
 * above zero comes out below it. Use one unwrapper for all tracks of one time base, so that they
 * never end up a whole period apart.
 *
 * <p>PTS and DTS have 33 bits (ISO/IEC 13818-1 clause 2.4.3.7), RTP time 32 (RFC 3550 section 5.1).
 */
public final class StampUnwrapper {
  private final int bits;
  private final long mask;
  private long last;
  private boolean started;

  /**
   * @param bits width of the wrapping stamp, 1..62
   */
  public StampUnwrapper(int bits) {
    if (bits < 1 || bits > 62) {
      throw new IllegalArgumentException("bits must lie in 1..62, not " + bits);
    }
    this.bits = bits;
    this.mask = (1L << bits) - 1;
  }

  /**
   * The unwrapped count of {@code stamp}, at most half a period from the one before. The first one
   * is the stamp itself.
   *
   * @param stamp the wrapping stamp; bits above the width are ignored
   */
  public long unwrap(long stamp) {
    last = peek(stamp);
    started = true;
    return last;
  }

  /** What {@link #unwrap} would return, without moving the reference. */
  public long peek(long stamp) {
    if (!started) {
      return stamp & mask;
    }
    // The difference modulo the period, sign-extended: the shortest way round the circle.
    int shift = Long.SIZE - bits;
    return last + ((stamp - last) << shift >> shift);
  }

  /** Forgets the reference: the next stamp is taken as it is. */
  public void reset() {
    started = false;
    last = 0;
  }
}
