package dev.sluice.base.time;

/**
 * The relation of a monotonic clock to the Unix epoch, measured once at the start of the process:
 * later steps of the system's clock do not move it.
 *
 * @param unixTicks90kAtNanoZero ticks since the Unix epoch when the monotonic clock would have
 *     shown zero
 */
public record WallClock(long unixTicks90kAtNanoZero) {
  /** Ticks since the Unix epoch at that time of the monotonic clock. */
  public long ticks90kAt(long nowNanos) {
    return unixTicks90kAtNanoZero + Ticks90k.ofNanos(nowNanos);
  }
}
