package dev.sluice.viewer.pacing;

/**
 * Caps the total rate of the backlogs of one shard. Viewers that join at the same time share it by
 * taking turns.
 */
public final class BacklogBudget {
  /** About 20 ms at a gigabit. */
  private static final long BURST_BYTES = 2 << 20;

  private final TokenBucket bucket = new TokenBucket(BURST_BYTES);
  private final long bytesPerSecond;
  private boolean exhausted;

  /**
   * @param bitsPerSecond for all viewers of the shard together
   */
  public BacklogBudget(long bitsPerSecond) {
    this.bytesPerSecond = bitsPerSecond / Byte.SIZE;
  }

  /** Whether backlog may leave now. */
  public boolean allows(long nowNanos) {
    exhausted = !bucket.allows(bytesPerSecond, nowNanos);
    return !exhausted;
  }

  /** Charges a run that was built after {@link #allows} returned true. */
  public void spend(int bytes) {
    bucket.spend(bytes);
  }

  /** Gives back the charge for a run that the socket refused. */
  public void refund(int bytes) {
    bucket.refund(bytes);
  }

  /** Whether the latest call of {@link #allows} returned false. */
  public boolean exhausted() {
    return exhausted;
  }
}
