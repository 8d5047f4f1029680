package dev.sluice.container.mpegts;

/**
 * Follows the continuity counter of one PID (ISO/IEC 13818-1 clause 2.4.3.3): it counts packets
 * with payload, modulo 16.
 */
final class Continuity {
  /** What the counter says about a packet. */
  enum Verdict {
    /** It follows the one before. */
    NEXT,
    /** It has the number of the one before: the same packet again, or another after a gap. */
    SAME,
    /** Packets are missing before it. */
    GAP
  }

  /** So many misfits in a row are no loss but a muxer that does not count. */
  private static final int GIVE_UP = 64;

  private static final int NONE = -1;

  private int last = NONE;
  private int misfits;

  /** The verdict on a packet with payload. */
  Verdict next(int counter) {
    int before = last;
    last = counter;
    boolean givenUp = misfits >= GIVE_UP;
    if (before == NONE || givenUp || counter == (before + 1 & TsPacket.CONTINUITY)) {
      misfits = givenUp ? misfits : 0;
      return Verdict.NEXT;
    }
    return counter == before ? Verdict.SAME : Verdict.GAP;
  }

  /**
   * A packet did not fit and was no repetition.
   *
   * @return true when that was one too many and the counter is ignored from now on
   */
  boolean misfit() {
    return ++misfits == GIVE_UP;
  }

  /** The discontinuity indicator allows the next packet any number. */
  void forgive() {
    last = NONE;
  }
}
