package dev.sluice.session;

/**
 * Caps the rate at which old access units leave, so that a newcomer's backlog does not overflow its
 * path. What has just arrived is never held back.
 *
 * <p>A token bucket: 50 Mbit/s, at most 64 KiB at once. An uncapped burst of 2.5 MB was measured to
 * lose up to 1651 packets at a browser; at 50 Mbit/s none was lost.
 */
final class BacklogPacer {
  private static final long BYTES_PER_SECOND = 50_000_000 / 8;
  private static final long BURST_BYTES = 64 * 1024;
  private static final long LIVE_NANOS = 200_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private long tokens = BURST_BYTES;
  private long refilledNanos;
  private boolean started;
  private boolean live;

  /** Whether bytes of an access unit that arrived then may leave now. */
  boolean allows(long arrivalNanos, long nowNanos) {
    live = nowNanos - arrivalNanos < LIVE_NANOS;
    if (live) {
      return true;
    }
    refill(nowNanos);
    return tokens > 0;
  }

  /**
   * Takes what was sent after {@link #allows} said yes; it may go into debt by a run. What is live
   * costs nothing: hours of it would be a debt that a short stall could never pay.
   */
  void spend(int bytes) {
    tokens -= live ? 0 : bytes;
  }

  private void refill(long nowNanos) {
    if (!started) {
      started = true;
      refilledNanos = nowNanos;
    }
    // A second fills it from any debt, and a longer pause must not overflow the product.
    long elapsed = Math.min(nowNanos - refilledNanos, NANOS_PER_SECOND);
    tokens = Math.min(BURST_BYTES, tokens + BYTES_PER_SECOND * elapsed / NANOS_PER_SECOND);
    refilledNanos = nowNanos;
  }
}
