package dev.sluice.base.time;

/**
 * The offset of the monotonic clock from the Unix epoch, measured once at the start of the process.
 * Later steps of the system clock do not change it.
 *
 * @param unixTicks90kAtNanoZero ticks since the Unix epoch at zero of the monotonic clock
 */
public record WallClock(long unixTicks90kAtNanoZero) {
  /** Ticks since the Unix epoch at a time of the monotonic clock. */
  public long ticks90kAt(long nowNanos) {
    return unixTicks90kAtNanoZero + Ticks90k.ofNanos(nowNanos);
  }
}
