package dev.sluice.viewer.pacing;

/**
 * Caps the rate at which one viewer's old access units leave, so that a newcomer's backlog does not
 * overflow its path.
 *
 * <p>A token bucket with at most 64 KiB at once. An uncapped burst of 2.5 MB was measured to lose
 * up to 1651 packets at a browser; at 50 Mbit/s none was lost. Loss brings the rate down, though
 * never so far that the backlog could not get shorter: it stays above twice the stream's own rate.
 */
final class BacklogPacer {
  private static final long BURST_BYTES = 64 * 1024;
  private static final long TICKS_PER_SECOND = 90_000;
  private static final int FASTER_THAN_STREAM = 2;

  private final TokenBucket bucket = new TokenBucket(BURST_BYTES);
  private final PathEstimate path;
  private long firstDtsTicks90k = Long.MIN_VALUE;
  private long streamBytes;
  private long floorBytesPerSecond;

  BacklogPacer(PathEstimate path) {
    this.path = path;
  }

  /** Whether bytes of an old access unit may leave now, as far as this viewer is concerned. */
  boolean allows(long nowNanos) {
    long rate = Math.max(path.backlogBitsPerSecond() / Byte.SIZE, floorBytesPerSecond);
    return bucket.allows(rate, nowNanos);
  }

  /** Takes what was sent after {@link #allows} said yes; it may go into debt by a run. */
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
}
