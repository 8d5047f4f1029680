package dev.sluice.viewer.pacing;

/**
 * Caps a rate: so many bytes a second, and so many at once. It may go into debt by one spending.
 */
final class TokenBucket {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final long burstBytes;
  private long tokens;
  private long refilledNanos;
  private boolean started;

  /** Full at first. */
  TokenBucket(long burstBytes) {
    this.burstBytes = burstBytes;
    this.tokens = burstBytes;
  }

  /** Whether something may be spent now, when it fills at that rate. */
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
}
