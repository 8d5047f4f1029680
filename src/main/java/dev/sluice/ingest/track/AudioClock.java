package dev.sluice.ingest.track;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.TrackClock;

/**
 * Computes the times of the audio frames in a PES packet. The stamp of the packet belongs to its
 * first frame; each later frame starts at the end of its predecessor.
 *
 * <p>Stamps and durations may differ a little, since some muxers round. While the difference is
 * below {@value #TOLERATED_TICKS} ticks, or another limit, frames follow each other directly: a
 * browser fills the place of each one whose time differs by a single sample. If the average
 * difference comes near the limit, it is corrected in one step. A larger one is a gap or an
 * overlap. Audio that overlaps earlier audio is left out. If the overlap does not end within a
 * second, the stamps are considered wrong and only the durations are used.
 *
 * <p>Order of calls: {@link #begin}, {@link #beginUnstamped} or {@link #beginByArrival} for each
 * PES packet, then {@link #next} for each frame.
 */
public final class AudioClock {
  /** Result of {@link #next} for a frame to leave out. */
  public static final long LEAVE_OUT = Long.MIN_VALUE;

  /** Value of {@link #nextTicks} for a frame directly after the audio so far. */
  private static final long AT_END = Long.MIN_VALUE;

  /** 2 ms. */
  private static final long TOLERATED_TICKS = 180;

  /** Part of each PES packet in the average difference. */
  private static final long AVERAGED = 8;

  /**
   * Limit of audio left out in one overlap. It exceeds the largest backward step of the stamps that
   * does not count as a jump.
   */
  private static final long MAX_LEFT_OUT_TICKS = Ticks90k.PER_SECOND;

  /** Sound without a stamp for so long, from its first PES packet on, has none. */
  private static final long AWAITED_STAMP_NANOS = 1_000_000_000L;

  /**
   * Limits for the distance of sound without stamps from its arrival. Sound may arrive in bursts,
   * and pictures may be a quarter of a second apart.
   */
  private static final long MAX_BEHIND_ARRIVAL_TICKS = Ticks90k.ofMillis(250);

  private static final long MAX_AHEAD_OF_ARRIVAL_TICKS = Ticks90k.PER_SECOND;

  private final TrackClock clock;
  private final EnumCounters<IngestCounter> counters;
  private final long toleratedTicks;
  private boolean stamped;
  private boolean unstampedSeen;
  private long firstUnstampedNanos;
  private long nextTicks;
  private long lastDurationTicks;
  private long leftOutTicks;

  /**
   * Average difference of the stamps from the end of the audio, in ticks times {@link #AVERAGED}.
   */
  private long difference;

  /**
   * @param clock clock of the track; {@link TrackClock#endTicks90k} is the end of the audio so far,
   *     including audio of an earlier source
   */
  public AudioClock(TrackClock clock, EnumCounters<IngestCounter> counters) {
    this(clock, counters, TOLERATED_TICKS);
  }

  /**
   * @param clock clock of the track, as above
   * @param toleratedTicks limit of the differences that are no gap and no overlap
   */
  public AudioClock(TrackClock clock, EnumCounters<IngestCounter> counters, long toleratedTicks) {
    this.clock = clock;
    this.counters = counters;
    this.toleratedTicks = toleratedTicks;
  }

  /**
   * Begins a PES packet with a stamp. The track's clock has placed the stamp already.
   *
   * @param discontinuity whether the time base changed; a gap is then not counted
   */
  public void begin(boolean discontinuity) {
    long ticks = clock.ptsTicks90k();
    long end = clock.endTicks90k();
    long drift = ticks - end;
    stamped = true;
    nextTicks = ticks;
    if (clock.heldBack()) {
      // An overlap with the sound of the source before ends, however long it is.
      leftOutTicks = 0;
    }
    if (end == Long.MIN_VALUE) {
      clock.extend(ticks);
    } else if (Math.abs(drift) < toleratedTicks) {
      tolerate(drift, end);
    } else if (drift > 0) {
      difference = 0;
      leftOutTicks = 0;
      if (!discontinuity && drift >= 2 * toleratedTicks) {
        counters.increment(IngestCounter.AUDIO_GAPS);
      }
    } else if (leftOutTicks > MAX_LEFT_OUT_TICKS) {
      counters.increment(IngestCounter.AUDIO_RESTAMPED);
      nextTicks = AT_END;
    }
  }

  private void tolerate(long drift, long end) {
    leftOutTicks = 0;
    difference += drift - difference / AVERAGED;
    long average = difference / AVERAGED;
    if (Math.abs(average) < toleratedTicks * 3 / 4) {
      nextTicks = AT_END;
      return;
    }
    difference = 0;
    nextTicks = end + Math.max(average, 1 - lastDurationTicks);
    clock.extend(nextTicks);
  }

  /**
   * Begins a PES packet without a stamp. It continues the previous PES packet.
   *
   * @return false if no PES packet had a stamp yet
   */
  public boolean beginUnstamped() {
    nextTicks = AT_END;
    return stamped;
  }

  /**
   * Begins a PES packet of a track that never had a stamp. The first one is placed at the stream
   * time of its arrival, and each later one continues its predecessor, unless its distance from the
   * arrival has become too large.
   *
   * @return false while the first stamp is still awaited
   */
  public boolean beginByArrival(long nowNanos) {
    if (!unstampedSeen) {
      unstampedSeen = true;
      firstUnstampedNanos = nowNanos;
    }
    if (nowNanos - firstUnstampedNanos < AWAITED_STAMP_NANOS) {
      return false;
    }
    clock.placeByArrival(nowNanos);
    long earliest = clock.dtsTicks90k();
    long latest = clock.latestArrivalTicks90k(nowNanos);
    long end = clock.endTicks90k();
    nextTicks = AT_END;
    if (end == Long.MIN_VALUE || end < earliest - MAX_BEHIND_ARRIVAL_TICKS) {
      nextTicks = earliest;
      clock.extend(earliest);
    } else if (end - MAX_AHEAD_OF_ARRIVAL_TICKS > latest) {
      nextTicks = latest;
    }
    return true;
  }

  /**
   * The stream time of the next frame, or {@link #LEAVE_OUT}.
   *
   * @param durationTicks of that frame
   */
  public long next(long durationTicks) {
    long end = clock.endTicks90k();
    long at = nextTicks == AT_END ? end : nextTicks;
    if (at <= end - toleratedTicks) {
      nextTicks = at + durationTicks;
      leftOutTicks += durationTicks;
      counters.increment(IngestCounter.AUDIO_OVERLAPS);
      return LEAVE_OUT;
    }
    at = Math.max(at, end);
    // Not as a number: stream time may move when the source takes over with this frame.
    nextTicks = AT_END;
    lastDurationTicks = durationTicks;
    clock.extend(at + durationTicks);
    return at;
  }
}
