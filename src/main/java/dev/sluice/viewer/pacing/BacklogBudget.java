package dev.sluice.viewer.pacing;

/**
 * Caps the rate at which the backlogs of all newcomers of one shard leave together: a hundred
 * viewers who come at once share it, by taking turns.
 */
public final class BacklogBudget {
  /** About 20 ms at a gigabit. */
  private static final long BURST_BYTES = 2 << 20;

  private final TokenBucket bucket = new TokenBucket(BURST_BYTES);
  private final long bytesPerSecond;
  private boolean exhausted;

  public BacklogBudget(long bitsPerSecond) {
    this.bytesPerSecond = bitsPerSecond / Byte.SIZE;
  }

  /** Whether bytes of a backlog may leave now. */
  public boolean allows(long nowNanos) {
    exhausted = !bucket.allows(bytesPerSecond, nowNanos);
    return !exhausted;
  }

  public void spend(int bytes) {
    bucket.spend(bytes);
  }

  /** Whether the last one who asked was refused. */
  public boolean exhausted() {
    return exhausted;
  }
}
