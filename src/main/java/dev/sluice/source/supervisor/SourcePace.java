package dev.sluice.source.supervisor;

import dev.sluice.base.time.Ticks90k;
import java.time.Duration;

/**
 * Recognises a source whose stream time runs away from the clock, such as a file that is pushed as
 * fast as the network takes it, and says when its next bytes are due: in real time from then on.
 *
 * <p>A live source is never delayed. Its clock may be wrong by a quarter. It may send a backlog
 * after a stall, because the time of the stall counts for it, and at its beginning as much as the
 * limit. A jump of its stamps is no lead, because stream time does not follow it.
 */
final class SourcePace {
  /** Faster than any clock that is merely wrong. */
  private static final long TOLERATED_PERCENT = 125;

  /** Longest stall whose backlog may come at once. */
  private static final long MAX_CREDIT_NANOS = Duration.ofSeconds(60).toNanos();

  /** A source that is late by this much has no more than it sends: it is live. */
  private static final long LATE_NANOS = Duration.ofSeconds(2).toNanos();

  private final long limitNanos;
  private boolean begun;
  private long lastTicks;
  private long lastNanos;
  private long leadNanos;
  private boolean ahead;
  private long anchorTicks;
  private long anchorNanos;

  /**
   * @param limit lead from which a source is read in real time; zero for never
   */
  SourcePace(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  /** Whether the source is read in real time. */
  boolean ahead() {
    return ahead;
  }

  /**
   * Notes the stream time that the source has reached.
   *
   * @return the time until its next bytes are due, in nanoseconds; 0 for at once
   */
  long delayNanos(long streamTicks90k, long nowNanos) {
    if (limitNanos == 0) {
      return 0;
    }
    if (!begun) {
      begun = true;
    } else if (!ahead) {
      long streamNanos = Ticks90k.toNanos(streamTicks90k - lastTicks);
      long arrivalNanos = (nowNanos - lastNanos) * TOLERATED_PERCENT / 100;
      leadNanos = Math.max(leadNanos + streamNanos - arrivalNanos, -MAX_CREDIT_NANOS);
      if (leadNanos > limitNanos) {
        ahead = true;
        anchorTicks = streamTicks90k;
        anchorNanos = nowNanos;
      }
    }
    lastTicks = streamTicks90k;
    lastNanos = nowNanos;
    return ahead ? untilDue(streamTicks90k, nowNanos) : 0;
  }

  /** The media that have come and are not due yet by the clock, in nanoseconds; 0 for none. */
  long leadNanos(long nowNanos) {
    if (!ahead) {
      return Math.max(0, leadNanos - (nowNanos - lastNanos));
    }
    long due = anchorNanos + Ticks90k.toNanos(lastTicks - anchorTicks);
    return Math.max(0, limitNanos + due - nowNanos);
  }

  private long untilDue(long streamTicks90k, long nowNanos) {
    long delay = anchorNanos + Ticks90k.toNanos(streamTicks90k - anchorTicks) - nowNanos;
    if (delay < -LATE_NANOS) {
      ahead = false;
      leadNanos = 0;
    }
    return Math.max(0, delay);
  }
}
