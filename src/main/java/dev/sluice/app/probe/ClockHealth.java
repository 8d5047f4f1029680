package dev.sluice.app.probe;

import dev.sluice.base.time.StampUnwrapper;
import dev.sluice.base.time.Ticks90k;

/** Checks the program clock references of a program. */
final class ClockHealth {
  static final long NONE = Long.MIN_VALUE;

  private long newestTicks90k = NONE;
  private long references;
  private long longestTicks90k;
  private long backwards;
  private long discontinuities;

  /**
   * Findings on a program's clock.
   *
   * @param references count of clock references
   * @param longestIntervalMillis longest interval between two; ISO/IEC 13818-1 allows 100
   * @param backwards references earlier than the previous one, without a discontinuity_indicator
   * @param discontinuities signalled changes of the time base
   */
  record Report(
      long references, long longestIntervalMillis, long backwards, long discontinuities) {}

  void reference(StampUnwrapper unwrapper, long pcrTicks27M, boolean discontinuity) {
    long ticks = unwrapper.peek(pcrTicks27M / 300);
    references++;
    if (discontinuity) {
      discontinuities++;
    } else if (newestTicks90k != NONE && ticks < newestTicks90k) {
      backwards++;
    } else if (newestTicks90k != NONE) {
      longestTicks90k = Math.max(longestTicks90k, ticks - newestTicks90k);
    }
    newestTicks90k = ticks;
  }

  /** The newest clock reference; {@link #NONE} before the first. */
  long newestTicks90k() {
    return newestTicks90k;
  }

  Report report() {
    return new Report(references, Ticks90k.toMillis(longestTicks90k), backwards, discontinuities);
  }
}
