package dev.sluice.app.probe;

import dev.sluice.base.time.StampUnwrapper;
import dev.sluice.base.time.Ticks90k;

/** Checks the program clock references of a program. */
final class ClockHealth {
  static final long NONE = Long.MIN_VALUE;

  /** A longer step is a change of the time base, which no discontinuity_indicator announced. */
  private static final long JUMP_TICKS = 10 * Ticks90k.PER_SECOND;

  /** Of its own: the first reference may lie before an edge, and the first stamp after it. */
  private final StampUnwrapper unwrapper = new StampUnwrapper(33);

  private long newestTicks90k = NONE;
  private long references;
  private long longestTicks90k;
  private long backwards;
  private long jumps;
  private long discontinuities;

  /**
   * Findings on a program's clock.
   *
   * @param references count of clock references
   * @param longestIntervalMillis longest interval between two; ISO/IEC 13818-1 allows 100
   * @param backwards references earlier than the previous one, without a discontinuity_indicator
   * @param jumps steps of more than 10 s, without a discontinuity_indicator
   * @param discontinuities signalled changes of the time base
   */
  record Report(
      long references,
      long longestIntervalMillis,
      long backwards,
      long jumps,
      long discontinuities) {}

  void reference(long pcrTicks27M, boolean discontinuity) {
    long ticks = unwrapper.unwrap(pcrTicks27M / 300);
    references++;
    if (discontinuity) {
      discontinuities++;
    } else if (newestTicks90k != NONE && ticks < newestTicks90k) {
      backwards++;
    } else if (newestTicks90k != NONE && ticks - newestTicks90k > JUMP_TICKS) {
      jumps++;
    } else if (newestTicks90k != NONE) {
      longestTicks90k = Math.max(longestTicks90k, ticks - newestTicks90k);
    }
    newestTicks90k = ticks;
  }

  /** The newest clock reference in the period of {@code stamps}; NONE before the first. */
  long newestTicks90k(StampUnwrapper stamps) {
    return newestTicks90k == NONE ? NONE : stamps.peek(newestTicks90k);
  }

  Report report() {
    return new Report(
        references, Ticks90k.toMillis(longestTicks90k), backwards, jumps, discontinuities);
  }
}
