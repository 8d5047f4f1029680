package dev.sluice.viewer.pacing;

import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;

/**
 * Spreads a large live frame over bursts of one run each. The bursts are half a millisecond apart,
 * or less if the frame would otherwise take more than a quarter of the frame interval. This keeps
 * the queues in the network and at the receiver short. A frame of one burst leaves at once.
 */
final class FramePacer {
  /** Largest frame, in packets, that leaves at once. */
  static final int BURST_PACKETS = PacketTable.MAX_RUN_PACKETS;

  private static final long GAP_NANOS = 500_000;
  private static final long USUAL_INTERVAL_NANOS = 33_333_333;
  private static final long LONGEST_INTERVAL_NANOS = 100_000_000;
  private static final long NANOS_PER_TICK_TIMES_9 = 100_000;
  private static final int SHARE_OF_INTERVAL = 4;

  private final LogEntry before = new LogEntry();
  private long frame = TrackLog.NONE;
  private long startedNanos;
  private long gapNanos;

  /** Whether packet {@code number} of a frame of several bursts may leave now. */
  boolean allows(TrackLog log, LogEntry entry, int number, long nowNanos) {
    if (frame != entry.index()) {
      frame = entry.index();
      startedNanos = nowNanos;
      int bursts = (entry.packetCount() + BURST_PACKETS - 1) / BURST_PACKETS;
      long share = intervalNanos(log, entry) / SHARE_OF_INTERVAL;
      gapNanos = Math.max(1, Math.min(GAP_NANOS, share / bursts));
    }
    return number < (1 + (nowNanos - startedNanos) / gapNanos) * BURST_PACKETS;
  }

  private long intervalNanos(TrackLog log, LogEntry entry) {
    if (entry.index() == 0 || !log.read(entry.index() - 1, before)) {
      return USUAL_INTERVAL_NANOS;
    }
    long ticks = entry.dtsTicks90k() - before.dtsTicks90k();
    long nanos = ticks * NANOS_PER_TICK_TIMES_9 / 9;
    return nanos <= 0 || nanos > LONGEST_INTERVAL_NANOS ? USUAL_INTERVAL_NANOS : nanos;
  }
}
