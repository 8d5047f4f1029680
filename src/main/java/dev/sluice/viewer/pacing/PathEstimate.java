package dev.sluice.viewer.pacing;

import dev.sluice.viewer.stats.SessionStats;

/**
 * What is known of the path to one viewer by what it reports: how much is lost, and what may be
 * sent of a backlog.
 *
 * <p>Loss is told over windows of at least 100 ms and 50 packets, from transport feedback and
 * NACKs, whichever tells more. Above 10 % the cap comes down by half that share, below 2 % it
 * recovers, in between it stays: a few per cent are the noise of a wireless link and no sign of a
 * full queue.
 */
public final class PathEstimate {
  private static final long WINDOW_NANOS = 100_000_000;
  private static final int WINDOW_PACKETS = 50;
  private static final double CONGESTED = 0.10;
  private static final double CLEAR = 0.02;
  private static final double LOSSY = 0.01;
  private static final double RECOVERY = 1.08;
  private static final long LOSSY_NANOS = 10_000_000_000L;
  private static final long LEAST_BITS_PER_SECOND = 2_000_000;

  private final long mostBitsPerSecond;
  private long backlogBitsPerSecond;
  private long windowStartNanos;
  private int sent;
  private int asked;
  private int lost;
  private boolean lossSeen;
  private long lossSeenNanos;
  private double lossFraction;
  private long receivedInAll;
  private long lostInAll;
  private long receiverBitsPerSecond = SessionStats.PathView.UNKNOWN;

  /**
   * @param mostBitsPerSecond cap for a backlog on a path that loses nothing
   */
  public PathEstimate(long mostBitsPerSecond) {
    this.mostBitsPerSecond = mostBitsPerSecond;
    this.backlogBitsPerSecond = mostBitsPerSecond;
  }

  /** So many packets were sent for the first time. */
  public void sent(int packets) {
    sent += packets;
  }

  /** So many packets were asked for, each counted the first time. */
  public void asked(int packets, long nowNanos) {
    asked += packets;
    endWindow(nowNanos);
  }

  /** What a transport feedback says. */
  public void fedBack(int receivedPackets, int lostPackets, long nowNanos) {
    lost += lostPackets;
    receivedInAll += receivedPackets;
    lostInAll += lostPackets;
    endWindow(nowNanos);
  }

  /** What a report block says of the time since the one before, 0..1. */
  public void reported(double fractionLost, long nowNanos) {
    endWindow(nowNanos);
    if (fractionLost > CONGESTED) {
      slowDown(fractionLost);
    }
    note(fractionLost, nowNanos);
  }

  /** The receiver's own estimate of the bandwidth. */
  public void estimated(long bitsPerSecond) {
    receiverBitsPerSecond = bitsPerSecond;
  }

  private void endWindow(long nowNanos) {
    if (sent < WINDOW_PACKETS || nowNanos - windowStartNanos < WINDOW_NANOS) {
      return;
    }
    lossFraction = Math.min(1, (double) Math.max(asked, lost) / sent);
    if (lossFraction > CONGESTED) {
      slowDown(lossFraction);
    } else if (lossFraction < CLEAR) {
      backlogBitsPerSecond = Math.min(mostBitsPerSecond, (long) (backlogBitsPerSecond * RECOVERY));
    }
    note(lossFraction, nowNanos);
    windowStartNanos = nowNanos;
    sent = 0;
    asked = 0;
    lost = 0;
  }

  private void slowDown(double loss) {
    long slower = (long) (backlogBitsPerSecond * (1 - loss / 2));
    backlogBitsPerSecond = Math.max(LEAST_BITS_PER_SECOND, slower);
  }

  private void note(double loss, long nowNanos) {
    if (loss > LOSSY) {
      lossSeen = true;
      lossSeenNanos = nowNanos;
    }
  }

  /** Whether packets were lost within the last ten seconds, more than a stray one. */
  public boolean lossy(long nowNanos) {
    return lossSeen && nowNanos - lossSeenNanos < LOSSY_NANOS;
  }

  /** What may be sent of a backlog now. */
  public long backlogBitsPerSecond() {
    return backlogBitsPerSecond;
  }

  public SessionStats.PathView view() {
    return new SessionStats.PathView(
        lossFraction, receivedInAll, lostInAll, backlogBitsPerSecond, receiverBitsPerSecond);
  }
}
