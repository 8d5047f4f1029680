package dev.sluice.ingest.ts;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.Timeline;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.media.AccessUnit;

/** Places the access units of one track in stream time. */
final class UnitClock {
  /** H.264 holds back at most 16 pictures; at 2 a second that is 8 s. */
  private static final long MAX_REORDER_TICKS = 10 * Ticks90k.PER_SECOND;

  private static final long STAMP_MASK = (1L << 33) - 1;

  private final int trackId;
  private final AccessUnit unit;
  private final Timeline timeline;
  private final IngestCounters counters;

  private long sourcePts33;
  private long lastDtsTicks90k;
  private long nominalStepTicks;

  UnitClock(int trackId, Timeline timeline, IngestCounters counters) {
    this.trackId = trackId;
    this.unit = new AccessUnit(trackId);
    this.timeline = timeline;
    this.counters = counters;
  }

  /** The coding says how far apart access units are, 0 when it does not. */
  void setNominalStep(long ticks) {
    nominalStepTicks = ticks;
  }

  /** Places an access unit by its stamps, or behind the one before when it has none. */
  void place(long pts33, long dts33, boolean indicated, long arrivalNanos) {
    if (pts33 == Pes.NO_STAMP) {
      counters.increment(IngestCounter.UNSTAMPED);
      follow(arrivalNanos);
      return;
    }
    long reorder = (pts33 - dts33) & STAMP_MASK;
    boolean sane = reorder <= MAX_REORDER_TICKS;
    if (!sane) {
      counters.increment(IngestCounter.BAD_STAMPS);
    }
    sourcePts33 = pts33;
    timeline.map(trackId, sane ? pts33 : dts33, dts33, indicated, arrivalNanos);
    lastDtsTicks90k = timeline.dtsTicks90k();
    if (timeline.jumped()) {
      counters.increment(IngestCounter.JUMPS);
    }
  }

  /** Places one that has no stamps at the usual distance behind the one before. */
  void follow(long arrivalNanos) {
    timeline.mapUnstamped(trackId, nominalStepTicks, arrivalNanos);
    long step = timeline.dtsTicks90k() - lastDtsTicks90k;
    sourcePts33 = (sourcePts33 + step) & STAMP_MASK;
    lastDtsTicks90k = timeline.dtsTicks90k();
  }

  /** The access units of the track reach up to there. */
  void extend(long ticks90k) {
    timeline.extend(trackId, ticks90k);
  }

  /** Up to where those before reach, also those of another source; MIN_VALUE when unknown. */
  long endTicks90k() {
    return timeline.endTicks90k(trackId);
  }

  boolean jumped() {
    return timeline.jumped();
  }

  long ptsTicks90k() {
    return timeline.ptsTicks90k();
  }

  long dtsTicks90k() {
    return timeline.dtsTicks90k();
  }

  /** The access unit that was placed last; valid until the next one is asked for. */
  AccessUnit unit(int configId, boolean key, boolean discontinuity, long arrivalNanos) {
    return unit.set(
        timeline.ptsTicks90k(),
        timeline.dtsTicks90k(),
        sourcePts33,
        arrivalNanos,
        configId,
        key,
        discontinuity);
  }
}
