package dev.sluice.viewer.session;

import dev.sluice.stream.LogEntry;
import dev.sluice.stream.TrackLog;

/**
 * When the runs of one track may leave to one viewer: a live frame at once or in bursts, an old one
 * within the caps of the viewer and of the shard.
 */
final class Pacer {
  private static final long LIVE_NANOS = 200_000_000;

  private final FramePacer frames = new FramePacer();
  private final BacklogPacer backlog;
  private boolean live;

  Pacer(PathEstimate path) {
    this.backlog = new BacklogPacer(path);
  }

  /** Whether packets of this entry, from {@code number} on, may leave now. */
  boolean allows(TrackLog log, LogEntry entry, int number, SendTurn turn) {
    long nowNanos = turn.nowNanos();
    live = nowNanos - entry.arrivalNanos() < LIVE_NANOS;
    if (live) {
      return entry.packetCount() <= FramePacer.BURST_PACKETS
          || frames.allows(log, entry, number, nowNanos);
    }
    return backlog.allows(nowNanos) && turn.scratch().backlog().allows(nowNanos);
  }

  /**
   * Takes what was sent after {@link #allows} said yes. What is live costs nothing: hours of it
   * would be a debt that a short stall could never pay.
   */
  void spend(LogEntry entry, int bytes, SendTurn turn) {
    if (!live) {
      backlog.spend(bytes, entry.dtsTicks90k());
      turn.scratch().backlog().spend(bytes);
    }
  }
}
