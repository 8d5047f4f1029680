package dev.sluice.viewer.feedback;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;

/**
 * The current stream time: that of the newest access unit plus the time since its arrival.
 *
 * <p>The sender reports of all tracks use it as NTP time. So audio and video have the same mapping,
 * however bursty their arrival is.
 */
final class StreamClock {
  /** Result before the first access unit. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private final TrackLog log;
  private final LogEntry newest = new LogEntry();

  StreamClock(TrackLog log) {
    this.log = log;
  }

  /** Ticks since the Unix epoch by the source's clock, or {@link #UNKNOWN}. */
  long ticks90k(long nowNanos) {
    long head = log.head();
    if (head == 0 || !log.read(head - 1, newest)) {
      return UNKNOWN;
    }
    return newest.ptsTicks90k() + Ticks90k.ofNanos(nowNanos - newest.arrivalNanos());
  }
}
