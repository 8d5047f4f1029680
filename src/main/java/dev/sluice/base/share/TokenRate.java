package dev.sluice.base.share;

/**
 * The rate of a token bucket. A bucket is a single number: the time at which it will be full. A new
 * bucket is full at once.
 */
public final class TokenRate {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final long costNanos;
  private final long burstNanos;

  /**
   * @param perSecond tokens in a second, at least 1
   * @param burst capacity of a bucket in tokens, at least 1
   */
  public TokenRate(int perSecond, int burst) {
    this.costNanos = SECOND_NANOS / perSecond;
    this.burstNanos = costNanos * burst;
  }

  /**
   * The time at which the bucket will be full if a token is taken now.
   *
   * @param fullAtNanos the bucket; a time in the past for a full one
   */
  public long take(long fullAtNanos, long nowNanos) {
    return (fullAtNanos - nowNanos < 0 ? nowNanos : fullAtNanos) + costNanos;
  }

  /** The time until a bucket can give a token, in nanoseconds; 0 or less if it can now. */
  public long waitNanos(long fullAtNanos, long nowNanos) {
    return take(fullAtNanos, nowNanos) - nowNanos - burstNanos;
  }
}
