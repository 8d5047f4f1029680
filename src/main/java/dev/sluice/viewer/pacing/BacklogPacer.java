package dev.sluice.viewer.pacing;

/**
 * Caps the rate of one viewer's backlog, so that it does not overflow the viewer's path.
 *
 * <p>The cap is a token bucket with bursts of 64 KiB, or of one run for viewers without
 * transport-wide feedback. An uncapped burst of 2.5 MB was measured to lose up to 1651 packets at a
 * browser; at 50 Mbit/s none was lost. Loss lowers the rate, but never below twice the bit rate of
 * the stream: a lower rate would not shorten the backlog.
 */
final class BacklogPacer {
  private static final long BURST_BYTES = 64 * 1024;
  private static final long BURST_WITHOUT_FEEDBACK_BYTES = 32 * 1024;
  private static final long TICKS_PER_SECOND = 90_000;
  private static final int FASTER_THAN_STREAM = 2;

  private final TokenBucket bucket;
  private final PathEstimate path;
  private long firstDtsTicks90k = Long.MIN_VALUE;
  private long streamBytes;
  private long floorBytesPerSecond;

  BacklogPacer(PathEstimate path) {
    this.path = path;
    this.bucket = new TokenBucket(path.hasFeedback() ? BURST_BYTES : BURST_WITHOUT_FEEDBACK_BYTES);
  }

  /** Whether backlog of this viewer may leave now. */
  boolean allows(long nowNanos) {
    long rate = Math.max(path.backlogBitsPerSecond() / Byte.SIZE, floorBytesPerSecond);
    return bucket.allows(rate, nowNanos);
  }

  /** Charges a run that was built after {@link #allows} returned true. */
  void spend(int bytes, long dtsTicks90k) {
    bucket.spend(bytes);
    if (firstDtsTicks90k == Long.MIN_VALUE) {
      firstDtsTicks90k = dtsTicks90k;
    }
    streamBytes += bytes;
    long span = dtsTicks90k - firstDtsTicks90k;
    if (span > TICKS_PER_SECOND / 4) {
      floorBytesPerSecond = FASTER_THAN_STREAM * streamBytes * TICKS_PER_SECOND / span;
    }
  }

  /**
   * Gives back the charge for a run that the socket refused. The run is charged again when it is
   * built again, so it must not count twice for the rate of the stream either.
   */
  void refund(int bytes) {
    bucket.refund(bytes);
    streamBytes -= bytes;
  }
}
