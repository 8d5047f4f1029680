package dev.sluice.base.time;

/** Flaws in the time stamps of a source, each mended in the way that its name's comment tells. */
public enum StampCounter {
  /** Changes of the time base, counted on each track: stream time goes on without a gap. */
  JUMPS,
  /** Access units without a stamp: placed at the usual distance behind their predecessor. */
  UNSTAMPED,
  /** Stamps equal to the one before: treated as missing. */
  REPEATED_STAMPS,
  /** Presentation times before the decoding time, or far behind it: replaced by it. */
  BAD_STAMPS
}
