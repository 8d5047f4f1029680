package dev.sluice.ingest.ts;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.TrackClock;

/**
 * Places the frames of sound in a PES packet: the stamp of the packet belongs to its first frame,
 * the others follow by their durations.
 *
 * <p>Stamps and durations may differ a little, since some muxers round. A difference below {@value
 * #SMOOTH_TICKS} ticks is taken back bit by bit; a larger one is a gap or an overlap. Sound that
 * overlaps earlier sound is left out. If the overlap does not end within a second, the stamps are
 * taken for wrong and the durations alone count.
 *
 * <p>Order of calls: {@link #begin} or {@link #beginUnstamped} for each PES packet, then {@link
 * #next} for each frame.
 */
final class AudioClock {
  /** Returned by {@link #next} for a frame that is to be left out. */
  static final long LEAVE_OUT = Long.MIN_VALUE;

  /** 2 ms. */
  private static final long SMOOTH_TICKS = 180;

  /** Part of the difference that each PES packet takes back. */
  private static final long SMOOTHING = 8;

  /** More than a step back that is no jump can bring. */
  private static final long MAX_LEFT_OUT_TICKS = Ticks90k.PER_SECOND;

  private final TrackClock clock;
  private final EnumCounters<IngestCounter> counters;
  private boolean stamped;
  private long nextTicks;
  private long leftOutTicks;

  /**
   * @param clock the track's; its {@link TrackClock#endTicks90k} is the end of the sound so far,
   *     also of an earlier source
   */
  AudioClock(TrackClock clock, EnumCounters<IngestCounter> counters) {
    this.clock = clock;
    this.counters = counters;
  }

  /**
   * Begins a PES packet with a stamp, which the track's clock has placed.
   *
   * @param discontinuity whether the time base changed: then a gap does not count
   */
  void begin(boolean discontinuity) {
    long ticks = clock.ptsTicks90k();
    long end = clock.endTicks90k();
    long drift = ticks - end;
    stamped = true;
    nextTicks = ticks;
    if (end == Long.MIN_VALUE) {
      clock.extend(ticks);
    } else if (Math.abs(drift) < SMOOTH_TICKS) {
      nextTicks = end + drift / SMOOTHING;
      clock.extend(nextTicks);
      leftOutTicks = 0;
    } else if (drift > 0) {
      leftOutTicks = 0;
      if (!discontinuity) {
        counters.increment(IngestCounter.AUDIO_GAPS);
      }
    } else if (leftOutTicks > MAX_LEFT_OUT_TICKS) {
      counters.increment(IngestCounter.AUDIO_RESTAMPED);
      nextTicks = end;
    }
  }

  /**
   * Begins a PES packet without a stamp, which continues the one before.
   *
   * @return false if no PES packet had a stamp yet
   */
  boolean beginUnstamped() {
    nextTicks = clock.endTicks90k();
    return stamped;
  }

  /**
   * The stream time of the next frame, or {@link #LEAVE_OUT}.
   *
   * @param durationTicks of that frame
   */
  long next(long durationTicks) {
    long end = clock.endTicks90k();
    long at = nextTicks;
    nextTicks += durationTicks;
    if (at <= end - SMOOTH_TICKS) {
      leftOutTicks += durationTicks;
      counters.increment(IngestCounter.AUDIO_OVERLAPS);
      return LEAVE_OUT;
    }
    at = Math.max(at, end);
    nextTicks = at + durationTicks;
    clock.extend(nextTicks);
    return at;
  }
}
