package dev.sluice.viewer.pacing;

import dev.sluice.viewer.stats.SessionStats;

/**
 * An estimate of the network path to one viewer: packet loss, and from it the cap for the backlog.
 *
 * <p>Loss is measured over windows of at least 100 ms and 50 packets, by transport-wide feedback or
 * by NACKs: the larger value counts. Above 10 % the cap is lowered by half the loss, below 2 % it
 * recovers, and in between it stays: a few per cent are normal on a wireless link and no sign of a
 * full queue.
 *
 * <p>Without transport-wide feedback, loss is known late, and the receiver is often a program that
 * reads slowly: a burst overflows the receive buffer of its socket, which holds about 90 packets on
 * Linux. So each loss that such a viewer reports in its first second halves the cap.
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
  private static final long START_NANOS = 1_000_000_000;
  private static final long BETWEEN_HALVINGS_NANOS = 50_000_000;

  private final long mostBitsPerSecond;
  private final boolean feedback;
  private long backlogBitsPerSecond;
  private long windowStartNanos;
  private int sent;
  private int asked;
  private int lost;
  private boolean lossSeen;
  private long lossSeenNanos;
  private double lossFraction;
  private boolean begun;
  private long begunNanos;
  private long halvedNanos;
  private long receivedInAll;
  private long lostInAll;
  private long receiverBitsPerSecond = SessionStats.PathView.UNKNOWN;

  private PathEstimate(long mostBitsPerSecond, boolean feedback) {
    this.mostBitsPerSecond = mostBitsPerSecond;
    this.backlogBitsPerSecond = mostBitsPerSecond;
    this.feedback = feedback;
  }

  /**
   * The path to a viewer that sends transport-wide feedback.
   *
   * @param mostBitsPerSecond cap for the backlog on a path without loss
   */
  public static PathEstimate withFeedback(long mostBitsPerSecond) {
    return new PathEstimate(mostBitsPerSecond, true);
  }

  /** The path to a viewer that sends only NACKs and receiver reports, or nothing. */
  public static PathEstimate withoutFeedback(long mostBitsPerSecond) {
    return new PathEstimate(mostBitsPerSecond, false);
  }

  /** Whether the viewer sends transport-wide feedback. */
  boolean hasFeedback() {
    return feedback;
  }

  /** Notes that packets are about to be sent; the first call begins the viewer's first second. */
  void sending(long nowNanos) {
    if (!begun) {
      begun = true;
      begunNanos = nowNanos;
      halvedNanos = nowNanos - BETWEEN_HALVINGS_NANOS;
    }
  }

  private void onLossAtStart(long nowNanos) {
    boolean starts = !feedback && begun && nowNanos - begunNanos < START_NANOS;
    if (starts && nowNanos - halvedNanos >= BETWEEN_HALVINGS_NANOS) {
      halvedNanos = nowNanos;
      slowDown(/* loss= */ 1);
    }
  }

  /** Counts packets sent for the first time. */
  public void sent(int packets) {
    sent += packets;
  }

  /** Counts packets that NACKs name for the first time. */
  public void asked(int packets, long nowNanos) {
    asked += packets;
    onLossAtStart(nowNanos);
    endWindow(nowNanos);
  }

  /** Takes the counts of a transport-wide feedback packet. */
  public void fedBack(int receivedPackets, int lostPackets, long nowNanos) {
    lost += lostPackets;
    receivedInAll += receivedPackets;
    lostInAll += lostPackets;
    endWindow(nowNanos);
  }

  /**
   * Takes the loss of a report block.
   *
   * @param fractionLost fraction lost since the previous report, 0..1
   */
  public void reported(double fractionLost, long nowNanos) {
    endWindow(nowNanos);
    if (fractionLost > 0) {
      onLossAtStart(nowNanos);
    }
    if (fractionLost > CONGESTED) {
      slowDown(fractionLost);
    }
    note(fractionLost, nowNanos);
  }

  /** Takes the receiver's estimate of the bandwidth (REMB). */
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

  /** Whether more than 1 % of a window was lost within the last ten seconds. */
  public boolean lossy(long nowNanos) {
    return lossSeen && nowNanos - lossSeenNanos < LOSSY_NANOS;
  }

  /** Cap for the backlog now. */
  public long backlogBitsPerSecond() {
    return backlogBitsPerSecond;
  }

  /** The estimate for the API. */
  public SessionStats.PathView view() {
    return new SessionStats.PathView(
        lossFraction, receivedInAll, lostInAll, backlogBitsPerSecond, receiverBitsPerSecond);
  }
}
