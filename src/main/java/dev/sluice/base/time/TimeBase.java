package dev.sluice.base.time;

/** One run of a source's clock: from one discontinuity to the next. */
final class TimeBase {
  private static final int BITS = 33;

  private final StampUnwrapper unwrapper = new StampUnwrapper(BITS);
  private final long deltaTicks;
  private final long firstTicks;

  /** The latest stream time of any track on it, and when that arrived. */
  private long reachedTicks;

  private long reachedNanos;

  /** A base on which {@code stamp33} is at {@code streamTicks}. */
  TimeBase(long stamp33, long streamTicks, long nowNanos) {
    deltaTicks = streamTicks - unwrapper.unwrap(stamp33);
    firstTicks = streamTicks;
    reachedTicks = streamTicks;
    reachedNanos = nowNanos;
  }

  /** The stream time of a stamp on this base; nothing is changed. */
  long at(long stamp33) {
    return unwrapper.peek(stamp33) + deltaTicks;
  }

  /** A stamp of this base was used. */
  void use(long stamp33, long nowNanos) {
    long ticks = unwrapper.unwrap(stamp33) + deltaTicks;
    if (ticks >= reachedTicks) {
      reachedTicks = ticks;
      reachedNanos = nowNanos;
    }
  }

  /** The latest stream time on it plus the time that has passed since that came. */
  long expectedTicks(long nowNanos) {
    return reachedTicks + Ticks90k.ofNanos(nowNanos - reachedNanos);
  }

  long reachedTicks() {
    return reachedTicks;
  }

  /** How far it has come since it began. */
  long spanTicks() {
    return reachedTicks - firstTicks;
  }
}
