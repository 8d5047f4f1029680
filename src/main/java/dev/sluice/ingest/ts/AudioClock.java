package dev.sluice.ingest.ts;

import dev.sluice.base.time.Ticks90k;

/**
 * Places Opus packets: the stamp of a PES packet says where its first one is, the packets' own
 * durations where the others are.
 *
 * <p>Stamp and durations may differ a little, since some muxers round: less than {@value
 * #SMOOTH_TICKS} ticks are taken back bit by bit, more is a gap or an overlap. Sound that overlaps
 * is left out; when that never ends the stamps are no good and the durations alone count.
 *
 * <p>Order of calls: {@link #begin} for each PES packet, {@link #next} for each Opus packet in it.
 */
final class AudioClock {
  /** What {@link #next} says of a packet that is to be left out. */
  static final long LEAVE_OUT = Long.MIN_VALUE;

  /** 2 ms. */
  private static final long SMOOTH_TICKS = 180;

  /** Part of the difference that each PES packet takes back. */
  private static final long SMOOTHING = 8;

  /** More than a jump back that counts as none can bring. */
  private static final long MAX_LEFT_OUT_TICKS = Ticks90k.PER_SECOND;

  private final IngestCounters counters;
  private boolean started;
  private boolean stamped;
  private long endTicks;
  private long nextTicks;
  private long leftOutTicks;

  /**
   * @param endTicks up to where the sound of the source before reached; MIN_VALUE for none
   */
  AudioClock(IngestCounters counters, long endTicks) {
    this.counters = counters;
    this.endTicks = endTicks;
    this.started = endTicks != Long.MIN_VALUE;
  }

  /**
   * A PES packet begins.
   *
   * @param ticks stream time of its stamp
   * @param jumped whether the time base changed: then a gap is none
   */
  void begin(long ticks, boolean jumped) {
    long drift = ticks - endTicks;
    stamped = true;
    nextTicks = ticks;
    if (!started) {
      started = true;
      endTicks = ticks;
    } else if (Math.abs(drift) < SMOOTH_TICKS) {
      nextTicks = endTicks + drift / SMOOTHING;
      endTicks = nextTicks;
      leftOutTicks = 0;
    } else if (drift > 0) {
      leftOutTicks = 0;
      if (!jumped) {
        counters.increment(IngestCounter.AUDIO_GAPS);
      }
    } else if (leftOutTicks > MAX_LEFT_OUT_TICKS) {
      counters.increment(IngestCounter.AUDIO_RESTAMPED);
      nextTicks = endTicks;
    }
  }

  /** A PES packet without a stamp goes on where the last one ended, if that one had a stamp. */
  boolean beginUnstamped() {
    nextTicks = endTicks;
    return stamped;
  }

  /** Where the next packet goes when nothing is missing. */
  long endTicks() {
    return endTicks;
  }

  /**
   * The time of the next Opus packet, or {@link #LEAVE_OUT}.
   *
   * @param durationTicks of that packet
   */
  long next(long durationTicks) {
    long at = nextTicks;
    nextTicks += durationTicks;
    if (at <= endTicks - SMOOTH_TICKS) {
      leftOutTicks += durationTicks;
      counters.increment(IngestCounter.AUDIO_OVERLAPS);
      return LEAVE_OUT;
    }
    at = Math.max(at, endTicks);
    nextTicks = at + durationTicks;
    endTicks = nextTicks;
    return at;
  }
}
