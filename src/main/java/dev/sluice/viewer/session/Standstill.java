package dev.sluice.viewer.session;

/**
 * Notices that the thread of a shard stood still for more than a second: the process was stopped,
 * or the machine had no time for it. Its source goes on meanwhile, and what it sent arrives at once
 * afterwards. A browser that gets all of this plays it late for 10 to 15 seconds. So nothing is
 * sent until the source's backlog is in the log, and then each viewer continues at its end.
 */
final class Standstill {
  /** Ticks are 200 ms apart. */
  private static final long HOLE_NANOS = 1_000_000_000;

  /** A source's backlog of some seconds is read in less. */
  private static final long HOLD_NANOS = 200_000_000;

  private boolean looked;
  private long lookedNanos;
  private boolean holds;
  private long holdsUntilNanos;

  /**
   * Compares the time with that of the last call; to be called a few times a second. Returns true
   * once when the hold after a standstill is over: viewers are to catch up.
   */
  boolean over(long nowNanos) {
    if (looked && nowNanos - lookedNanos > HOLE_NANOS) {
      holds = true;
      holdsUntilNanos = nowNanos + HOLD_NANOS;
    }
    looked = true;
    lookedNanos = nowNanos;
    boolean ends = holds && nowNanos - holdsUntilNanos >= 0;
    holds &= !ends;
    return ends;
  }

  /** Whether nothing is to be sent now. */
  boolean holds() {
    return holds;
  }
}
