package dev.sluice.base.time;

/**
 * The lead over its arrival at which the first access unit of another source is placed, in 90 kHz
 * ticks. Receivers buffer for the lead that they are used to; a larger one would be held by them,
 * and by more with each takeover.
 *
 * <p>The first access unit of a source is later than those that follow: a connection begins, and a
 * key picture is large. How much later is learnt from the sources before.
 */
final class TakeoverLead {
  /** Receivers follow a change by 2 ms in each second. */
  private static final long TIME_PER_CHANGE = 500;

  /** Changes that are not followed: many takeovers would add them up. */
  private static final long IGNORED_TICKS = Ticks90k.ofMillis(20);

  /** Largest distance of what receivers are used to from what they get. */
  private static final long MAX_DISTANCE_TICKS = Ticks90k.ofMillis(150);

  private static final long MAX_LATE_TICKS = Ticks90k.ofMillis(50);

  /** Part of a new lateness in the average. */
  private static final int LEARNT_PART = 4;

  private static final long NONE = Long.MIN_VALUE;

  private long usedTicks = NONE;
  private long usedNanos;
  private long lateTicks;

  /** The lead of the first access unit of this source; NONE if its lateness is not to be learnt. */
  private long firstTicks = NONE;

  /**
   * Continues that of the source before.
   *
   * @param usual leads of the source before
   * @param correction by which the takeover changes the lead
   */
  void follow(TakeoverLead before, UsualLead usual, long correction, long nowNanos) {
    lateTicks = before.lateTicks(usual);
    usedTicks = usual.known() ? before.usedTicks(usual, nowNanos) : before.usedTicks;
    usedTicks = moved(usedTicks, correction);
    usedNanos = nowNanos;
    firstTicks = NONE;
  }

  /** Notes where the first access unit of this source was placed; its lateness was not known. */
  void begin(long ticks90k, long nowNanos) {
    firstTicks = ticks90k - Ticks90k.ofNanos(nowNanos);
  }

  /** The lead that receivers of this source are used to. */
  long usedTicks(UsualLead usual, long nowNanos) {
    long median = usual.medianTicks();
    if (usedTicks == NONE) {
      return median;
    }
    long most = Ticks90k.ofNanos(nowNanos - usedNanos) / TIME_PER_CHANGE;
    long change = median - usedTicks;
    long followed = change - Math.clamp(change, -IGNORED_TICKS, IGNORED_TICKS);
    long used = usedTicks + Math.clamp(followed, -most, most);
    return Math.clamp(used, median - MAX_DISTANCE_TICKS, median + MAX_DISTANCE_TICKS);
  }

  /** How much later than usual the first access unit of the next source is expected. */
  long lateTicks(UsualLead usual) {
    if (firstTicks == NONE || !usual.known()) {
      return lateTicks;
    }
    long late = Math.clamp(usual.medianTicks() - firstTicks, 0, MAX_LATE_TICKS);
    return lateTicks + (late - lateTicks) / LEARNT_PART;
  }

  /** Stream time moved by an offset. */
  void move(long offset) {
    usedTicks = moved(usedTicks, offset);
    firstTicks = moved(firstTicks, offset);
  }

  private static long moved(long ticks, long offset) {
    return ticks == NONE ? NONE : ticks + offset;
  }
}
