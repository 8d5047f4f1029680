package dev.sluice.viewer.pacing;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;

/**
 * Decides whether a new viewer starts with the next key frame instead of the newest one. The viewer
 * waits if the next key frame is due within a limit, and sooner than the backlog since the newest
 * key frame could be sent and decoded.
 *
 * <p>The next key frame is expected after the interval between the last two. The wait ends if the
 * key frame is 20 ms late.
 */
public final class KeyFrameWait {
  /** Never waits. */
  public static final KeyFrameWait NEVER = new KeyFrameWait(0, 0, 1);

  private static final long PATIENCE_NANOS = 20_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int MOST_ENTRIES = 2_000;

  private final long mostNanos;
  private final long decodeNanos;
  private final long bytesPerSecond;
  private boolean decided;
  private boolean waiting;
  private long oldKey;
  private long untilNanos;

  /**
   * @param mostNanos longest wait
   * @param decodeNanos approximate time to decode one frame
   * @param bytesPerSecond rate at which a backlog leaves
   */
  public KeyFrameWait(long mostNanos, long decodeNanos, long bytesPerSecond) {
    this.mostNanos = mostNanos;
    this.decodeNanos = decodeNanos;
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Whether the first frame has to wait. */
  public boolean holds(TrackLog log, long nowNanos) {
    if (!decided) {
      decide(log, nowNanos);
    }
    waiting = waiting && log.newestKey() == oldKey && nowNanos - untilNanos < 0;
    return waiting;
  }

  private void decide(TrackLog log, long nowNanos) {
    oldKey = log.newestKey();
    if (oldKey == TrackLog.NONE || mostNanos == 0) {
      decided = mostNanos == 0;
      return;
    }
    decided = true;
    LogEntry entry = new LogEntry();
    if (!log.read(oldKey, entry)) {
      return;
    }
    long intervalNanos = Ticks90k.toNanos(entry.keyDistanceTicks90k());
    long dueNanos = entry.arrivalNanos() + intervalNanos - nowNanos;
    waiting = dueNanos > 0 && dueNanos <= mostNanos && dueNanos < catchUpNanos(log, entry);
    untilNanos = nowNanos + dueNanos + PATIENCE_NANOS;
  }

  private long catchUpNanos(TrackLog log, LogEntry key) {
    LogEntry entry = new LogEntry();
    long bytes = 0;
    long end = Math.min(log.head(), key.index() + MOST_ENTRIES);
    for (long index = key.index(); index < end; index++) {
      bytes += log.read(index, entry) ? entry.length() : 0;
    }
    return (end - key.index()) * decodeNanos + bytes * NANOS_PER_SECOND / bytesPerSecond;
  }
}
