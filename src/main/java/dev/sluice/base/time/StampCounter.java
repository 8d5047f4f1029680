package dev.sluice.base.time;

/** Flaws in the time stamps of a source. The comment of each states the remedy. */
public enum StampCounter {
  /** Changes of the time base, counted on each track: stream time continues without a gap. */
  JUMPS,
  /** Access units without a stamp: placed at the usual distance after their predecessor. */
  UNSTAMPED,
  /** Stamps equal to their predecessor: treated as missing. */
  REPEATED_STAMPS,
  /** Presentation times before the decoding time or far after it: replaced by the decoding time. */
  BAD_STAMPS
}
