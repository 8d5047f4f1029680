package dev.sluice.viewer.pacing;

import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;

/**
 * Decides when the runs of one track may leave to one viewer. A live access unit leaves at once, or
 * in bursts if it is large. An older one is backlog, which the caps of the viewer and of the shard
 * hold back. To a viewer without transport-wide feedback, all that follows a backlog belongs to it
 * until nothing is left to send: the last 200 ms would otherwise leave in one burst.
 */
public final class Pacer {
  private static final long LIVE_NANOS = 200_000_000;

  private final FramePacer frames = new FramePacer();
  private final BacklogPacer backlog;
  private final PathEstimate path;
  private boolean behind;
  private boolean live;

  /**
   * @param path to the viewer; its estimate sets the viewer's cap
   */
  public Pacer(PathEstimate path) {
    this.backlog = new BacklogPacer(path);
    this.path = path;
    this.behind = !path.hasFeedback();
  }

  /**
   * Whether packets of an entry, from packet {@code number} on, may leave now.
   *
   * @param shard budget that the viewers of the shard share
   */
  public boolean allows(
      TrackLog log, LogEntry entry, int number, BacklogBudget shard, long nowNanos) {
    path.sending(nowNanos);
    boolean late = nowNanos - entry.arrivalNanos() >= LIVE_NANOS;
    behind |= late && !path.hasFeedback();
    live = !late && !behind;
    if (live) {
      return entry.packetCount() <= FramePacer.BURST_PACKETS
          || frames.allows(log, entry, number, nowNanos);
    }
    return backlog.allows(nowNanos) && shard.allows(nowNanos);
  }

  /** Everything up to the next {@link #drained} is backlog, whenever it arrived. */
  public void fallBehind() {
    behind = true;
  }

  /** Everything in the log was sent. */
  public void drained() {
    behind = false;
  }

  /**
   * Charges a run that was built after {@link #allows} returned true. Live packets cost nothing:
   * hours of them would be a debt that a short stall could never pay.
   *
   * @return bytes charged: all or 0
   */
  public int spend(LogEntry entry, int bytes, BacklogBudget shard) {
    if (live) {
      return 0;
    }
    backlog.spend(bytes, entry.dtsTicks90k());
    shard.spend(bytes);
    return bytes;
  }

  /**
   * Gives back the charge for a run that the socket refused.
   *
   * @param chargedBytes as returned by {@link #spend}
   */
  public void refund(int chargedBytes, BacklogBudget shard) {
    backlog.refund(chargedBytes);
    shard.refund(chargedBytes);
  }
}
