package dev.sluice.viewer.feedback;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;

/**
 * The current stream time: that of the newest access unit plus the time since its arrival.
 *
 * <p>Access units that arrive late, such as those that waited while the process was stopped, do not
 * set it back: it follows the earliest arrivals, and falls by at most 1 % of the time.
 *
 * <p>The sender reports of all tracks use it as NTP time. So audio and video have the same mapping,
 * however bursty their arrival is.
 */
final class StreamClock {
  /** Result before the first access unit. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private final TrackLog log;
  private final LogEntry newest = new LogEntry();
  private long ticksNow = UNKNOWN;
  private long atNanos;

  StreamClock(TrackLog log) {
    this.log = log;
  }

  /** Ticks since the Unix epoch by the source's clock, or {@link #UNKNOWN}. */
  long ticks90k(long nowNanos) {
    long head = log.head();
    if (head == 0 || !log.read(head - 1, newest)) {
      return UNKNOWN;
    }
    long byNewest = newest.ptsTicks90k() + Ticks90k.ofNanos(nowNanos - newest.arrivalNanos());
    long elapsed = Ticks90k.ofNanos(nowNanos - atNanos);
    ticksNow =
        ticksNow == UNKNOWN ? byNewest : Math.max(byNewest, ticksNow + elapsed - elapsed / 100);
    atNanos = nowNanos;
    return ticksNow;
  }
}
