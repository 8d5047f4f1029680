package dev.sluice.viewer.pacing;

/**
 * Caps a rate in bytes per second, with bursts up to a limit. One spending may take it into debt.
 */
final class TokenBucket {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final long burstBytes;
  private long tokens;
  private long refilledNanos;
  private boolean started;

  /**
   * Starts full.
   *
   * @param burstBytes most bytes at once
   */
  TokenBucket(long burstBytes) {
    this.burstBytes = burstBytes;
    this.tokens = burstBytes;
  }

  /** Refills at the given rate; whether bytes may be spent now. */
  boolean allows(long bytesPerSecond, long nowNanos) {
    if (!started) {
      started = true;
      refilledNanos = nowNanos;
    }
    // A longer pause must not overflow the product, and fills it from any debt.
    long elapsed = Math.min(nowNanos - refilledNanos, NANOS_PER_SECOND);
    tokens = Math.min(burstBytes, tokens + bytesPerSecond * elapsed / NANOS_PER_SECOND);
    refilledNanos = nowNanos;
    return tokens > 0;
  }

  void spend(int bytes) {
    tokens -= bytes;
  }

  /** Gives back bytes that were spent and not sent. */
  void refund(int bytes) {
    tokens = Math.min(burstBytes, tokens + bytes);
  }
}
