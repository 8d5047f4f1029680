package dev.sluice.container.mpegts;

/**
 * Checks the continuity_counter of one PID, which counts packets with payload modulo 16 (ISO/IEC
 * 13818-1 clause 2.4.3.3).
 */
final class ContinuityCounter {
  /** Result of a check. */
  enum Verdict {
    /** The counter is the next one. */
    NEXT,
    /** The counter is unchanged: a duplicate, or a new packet after a gap. */
    SAME,
    /** Packets are missing before this one. */
    GAP
  }

  /** After this many mismatches in a row the counter is ignored: the muxer does not maintain it. */
  private static final int MAX_MISMATCHES = 64;

  private static final int NONE = -1;

  private int last = NONE;
  private int mismatches;

  /** Checks a packet with payload. */
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
   * Counts a packet whose counter does not match and that is not a duplicate.
   *
   * @return true if this mismatch was the last one tolerated; the counter is ignored from now on
   */
  boolean mismatch() {
    return ++mismatches == MAX_MISMATCHES;
  }

  /** Accepts any counter in the next packet, as after a discontinuity_indicator. */
  void expectAny() {
    last = NONE;
  }
}
