package dev.sluice.container.mpegts;

/**
 * Follows the continuity counter of one PID (ISO/IEC 13818-1 clause 2.4.3.3): it counts packets
 * with payload, modulo 16.
 */
final class ContinuityCounter {
  /** What the counter says about a packet. */
  enum Verdict {
    /** It follows the one before. */
    NEXT,
    /** It has the number of the one before: the same packet again, or another after a gap. */
    SAME,
    /** Packets are missing before it. */
    GAP
  }

  /** So many mismatches in a row are no loss but a muxer that does not count. */
  private static final int MAX_MISMATCHES = 64;

  private static final int NONE = -1;

  private int last = NONE;
  private int mismatches;

  /** The verdict on a packet with payload. */
  Verdict next(int counter) {
    int before = last;
    last = counter;
    boolean ignored = mismatches >= MAX_MISMATCHES;
    if (before == NONE || ignored || counter == (before + 1 & TsPacket.CONTINUITY)) {
      mismatches = ignored ? mismatches : 0;
      return Verdict.NEXT;
    }
    return counter == before ? Verdict.SAME : Verdict.GAP;
  }

  /**
   * A packet did not fit and was no repetition.
   *
   * @return true when that was one too many and the counter is ignored from now on
   */
  boolean mismatch() {
    return ++mismatches == MAX_MISMATCHES;
  }

  /** The discontinuity indicator allows the next packet any number. */
  void expectAny() {
    last = NONE;
  }
}
