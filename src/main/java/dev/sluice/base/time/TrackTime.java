package dev.sluice.base.time;

import org.jspecify.annotations.Nullable;

/** Where one track stands in stream time. */
final class TrackTime {
  /** Taken for the distance of two access units until it is known: 30 a second. */
  private static final long DEFAULT_STEP_TICKS = 3000;

  /** Farther apart they say nothing about the usual distance. */
  private static final long MAX_STEP_TICKS = 60 * Ticks90k.PER_SECOND;

  private static final long BACKWARDS_TICKS = Ticks90k.ofMillis(500);
  private static final long AHEAD_TICKS = Ticks90k.PER_SECOND;
  private static final long AHEAD_INDICATED_TICKS = Ticks90k.ofMillis(100);
  private static final int AHEAD_STEPS = 3;

  /** 60 and 5 access units a second. */
  private static final long MIN_PASSED_TICKS = 1500;

  private static final long MAX_PASSED_TICKS = 18_000;

  @Nullable TimeBase base;

  /** Where the content of its access units ends, as far as somebody said it. */
  long endTicks = Long.MIN_VALUE;

  private boolean started;
  private long lastTicks;
  private long lastNanos;
  private long stepTicks;

  boolean started() {
    return started;
  }

  long lastTicks() {
    return lastTicks;
  }

  /** The usual distance of two access units. */
  long stepTicks() {
    return stepTicks == 0 ? DEFAULT_STEP_TICKS : stepTicks;
  }

  /**
   * The distance to an access unit without a stamp: the usual one, else that of the coding, else as
   * much time as has passed.
   *
   * @param nominalTicks what the coding says, 0 where it does not
   */
  long unstampedStepTicks(long nominalTicks, long nowNanos) {
    if (stepTicks != 0 || nominalTicks > 0) {
      return stepTicks != 0 ? stepTicks : nominalTicks;
    }
    long passed = Ticks90k.ofNanos(nowNanos - lastNanos);
    return passed == 0
        ? DEFAULT_STEP_TICKS
        : Math.clamp(passed, MIN_PASSED_TICKS, MAX_PASSED_TICKS);
  }

  /** An access unit without a stamp is put at {@code ticks}: that says nothing of the distance. */
  long follow(long ticks, long nowNanos) {
    return jump(ticks, nowNanos);
  }

  /** An access unit is at {@code ticks}; never before the one before it. */
  long advance(long ticks, long nowNanos) {
    long at = started ? Math.max(ticks, lastTicks + 1) : ticks;
    long step = at - lastTicks;
    if (started && step < MAX_STEP_TICKS) {
      stepTicks = stepTicks == 0 ? step : stepTicks + (step - stepTicks) / 8;
    }
    started = true;
    lastTicks = at;
    lastNanos = nowNanos;
    return at;
  }

  /** The same, across a jump: the distance says nothing. */
  long jump(long ticks, long nowNanos) {
    long step = stepTicks;
    long at = advance(ticks, nowNanos);
    stepTicks = step;
    return at;
  }

  /**
   * Whether {@code ticks} on {@code on} cannot be the same run of the clock.
   *
   * @param indicated whether the source says that there may be a jump: then less is tolerated
   */
  boolean jumps(long ticks, TimeBase on, boolean indicated, long nowNanos) {
    if (!started) {
      return false;
    }
    if (ticks < lastTicks - (indicated ? 0 : BACKWARDS_TICKS)) {
      return true;
    }
    long expected = Math.max(expectedTicks(nowNanos), on.expectedTicks(nowNanos));
    long allowed = indicated ? AHEAD_INDICATED_TICKS : AHEAD_TICKS;
    return ticks > expected + allowed + AHEAD_STEPS * stepTicks();
  }

  /** How far {@code ticks} lies from where the next access unit is expected to be. */
  long distance(long ticks, long nowNanos) {
    long latest = expectedTicks(nowNanos) + stepTicks();
    return Math.max(0, Math.max(lastTicks - ticks, ticks - latest));
  }

  /** The same, not counting that time may have passed. */
  long distanceToNext(long ticks) {
    return Math.abs(ticks - lastTicks - stepTicks());
  }

  private long expectedTicks(long nowNanos) {
    return lastTicks + Ticks90k.ofNanos(nowNanos - lastNanos);
  }
}
