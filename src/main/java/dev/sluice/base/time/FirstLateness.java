package dev.sluice.base.time;

/**
 * How much later than usual the first access unit of a source arrives, in 90 kHz ticks: a
 * connection begins, and a key picture is large. It is learnt from the sources before.
 */
final class FirstLateness {
  private static final long MAX_LATE_TICKS = Ticks90k.ofMillis(50);

  /** Approximate number of sources in the average. */
  private static final int MOST_SOURCES = 4;

  private static final long NONE = Long.MIN_VALUE;

  private long lateTicks;
  private int sources;

  /** The lead of the first access unit of this source; NONE if its lateness is not to be learnt. */
  private long firstTicks = NONE;

  /**
   * Takes over the lateness learnt from the sources before.
   *
   * @param before of the source before
   * @param usual leads of the source before
   */
  void follow(FirstLateness before, UsualLead usual) {
    lateTicks = before.ticks(usual);
    sources = before.showsLateness(usual) ? before.next() : before.sources;
    firstTicks = NONE;
  }

  /** Notes where the first access unit of this source was placed; its lateness was not known. */
  void begin(long ticks90k, long nowNanos) {
    firstTicks = ticks90k - Ticks90k.ofNanos(nowNanos);
  }

  /** How much later than usual the first access unit of the next source is expected. */
  long ticks(UsualLead usual) {
    if (!showsLateness(usual)) {
      return lateTicks;
    }
    long late = Math.clamp(usual.medianTicks() - firstTicks, 0, MAX_LATE_TICKS);
    return lateTicks + (late - lateTicks) / next();
  }

  private boolean showsLateness(UsualLead usual) {
    return firstTicks != NONE && usual.known();
  }

  private int next() {
    return Math.min(sources + 1, MOST_SOURCES);
  }

  /** Notes that stream time was moved by an offset. */
  void move(long offset) {
    firstTicks = firstTicks == NONE ? NONE : firstTicks + offset;
  }
}
