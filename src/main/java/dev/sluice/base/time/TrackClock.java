package dev.sluice.base.time;

import dev.sluice.base.counters.EnumCounters;
import org.jspecify.annotations.Nullable;

/**
 * The clock of one track of one source. It places each access unit in stream time by its stamps.
 * Without stamps, an access unit is placed at the usual distance after its predecessor.
 *
 * <p>Order of calls: {@link #place}, {@link #placeSound} or {@link #follow} for each access unit in
 * decoding order, then the results.
 */
public final class TrackClock {
  /** Value of a missing stamp. */
  public static final long NO_STAMP = -1;

  /** Assumed distance between two access units until it is known: 30 a second. */
  private static final long DEFAULT_STEP_TICKS = 3000;

  /** A larger distance is ignored in estimating the usual one. */
  private static final long MAX_STEP_TICKS = 60 * Ticks90k.PER_SECOND;

  /** H.264 allows 16 reordered pictures; at 2 pictures a second they span 8 s. */
  private static final long MAX_REORDER_TICKS = 10 * Ticks90k.PER_SECOND;

  private static final long BACKWARDS_TICKS = Ticks90k.ofMillis(500);
  private static final long AHEAD_TICKS = Ticks90k.PER_SECOND;
  private static final long AHEAD_INDICATED_TICKS = Ticks90k.ofMillis(100);
  private static final int AHEAD_STEPS = 3;

  /** Access units whose lead over their arrival differs by more come in bursts. */
  private static final long BURST_TICKS = Ticks90k.ofMillis(100);

  /** An access unit is late by more than 2 ms. */
  private static final long LATE_TICKS = 180;

  /** 60 and 5 access units a second. */
  private static final long MIN_PASSED_TICKS = 1500;

  private static final long MAX_PASSED_TICKS = 18_000;

  private final Timeline timeline;
  private final EnumCounters<StampCounter> counters;
  Timeline.@Nullable Base base;

  private boolean started;

  /** Where the stamps placed the last access unit. */
  private long lastTicks;

  /** Where it was placed. Later than {@link #lastTicks} where the source before had got farther. */
  private long placedTicks = Long.MIN_VALUE;

  /** Latest presentation time of the access units placed. */
  private long shownTicks = Long.MIN_VALUE;

  private long lastNanos;
  private long stepTicks;
  private long nominalStepTicks;
  private long endTicks = Long.MIN_VALUE;
  private long lastPts33 = NO_STAMP;
  private long ptsTicks90k;
  private long dtsTicks90k;
  private boolean jumped;

  /** First decoding time on the present base. */
  private long firstTicks;

  /** Latest presentation time by the stamps. */
  private long latestPtsTicks = Long.MIN_VALUE;

  private final ArrivalLead lead = new ArrivalLead();
  private final UsualLead usual = new UsualLead();
  private final FirstLateness lateness = new FirstLateness();

  TrackClock(Timeline timeline, EnumCounters<StampCounter> counters) {
    this.timeline = timeline;
    this.counters = counters;
  }

  /** Moves all that was placed. */
  void move(long offset) {
    lastTicks += offset;
    placedTicks = moved(placedTicks, offset);
    shownTicks = moved(shownTicks, offset);
    endTicks = moved(endTicks, offset);
    ptsTicks90k += offset;
    dtsTicks90k += offset;
    firstTicks += offset;
    latestPtsTicks = moved(latestPtsTicks, offset);
    lead.move(offset);
    usual.move(offset);
    lateness.move(offset);
  }

  private static long moved(long ticks, long offset) {
    return ticks == Long.MIN_VALUE ? ticks : ticks + offset;
  }

  /**
   * Continues behind the same track of the source before.
   *
   * @param from whether the access unit placed last is the first one that follows
   */
  void follow(TrackClock before, boolean from, long nowNanos) {
    lateness.follow(before.lateness, before.usual);
    if (from && !usual.known()) {
      lateness.begin(dtsTicks90k, nowNanos);
    }
    if (base == null) {
      lastTicks = started ? Math.max(lastTicks, before.lastTicks) : before.lastTicks;
      lastNanos = before.lastNanos;
    }
    started = true;
    endTicks = Math.max(endTicks, before.endTicks);
    long reached = Math.max(before.placedTicks, before.shownTicks);
    placedTicks = Math.max(placedTicks, from ? reached + 1 : reached);
    if (from) {
      dtsTicks90k = Math.max(dtsTicks90k, placedTicks);
      ptsTicks90k = Math.max(ptsTicks90k, dtsTicks90k);
    }
    shownTicks = Math.max(from ? ptsTicks90k : shownTicks, before.shownTicks);
  }

  /** Whether its access units have a usual lead over their arrival. */
  boolean leadKnown() {
    return usual.known();
  }

  /**
   * Stream time of the first access unit of another source, which arrives now. Its lead over the
   * arrivals becomes that of this source, for which receivers buffer.
   *
   * @param next track of the other source
   * @param ticks where that one has placed it
   */
  long dueTicks(TrackClock next, long ticks, long nowNanos) {
    if (!usual.known()) {
      return dueInBurst(nowNanos);
    }
    long median = usual.medianTicks();
    return next.usual.known()
        ? ticks + median - next.usual.medianTicks()
        : Ticks90k.ofNanos(nowNanos) + median - lateness.ticks(usual);
  }

  /**
   * Like {@link #dueTicks}, for access units that come in bursts or are few: as long after the last
   * one as their arrivals are apart, or as the first one of a burst. Sound comes in small ones: it
   * is in the middle of the usual range.
   */
  private long dueInBurst(long nowNanos) {
    long due = expectedTicks(nowNanos);
    if (!lead.known()) {
      return due;
    }
    long latest = lead.leastTicks(nowNanos);
    if (due - latest > BURST_TICKS) {
      return latest;
    }
    boolean sound = endTicks != Long.MIN_VALUE;
    return sound ? (latest + lead.mostTicks(nowNanos)) / 2 : due;
  }

  /** Ticks by which an access unit that arrives now comes before the last one plus a distance. */
  long earlyTicks(long stepTicks, long nowNanos) {
    return Math.max(0, stepTicks - Ticks90k.ofNanos(nowNanos - lastNanos));
  }

  /**
   * The earliest place for the first access unit of another source.
   *
   * @param stepTicks distance from the last picture; sound may overlap, and is then left out
   */
  long earliestTicks(long stepTicks) {
    return endTicks == Long.MIN_VALUE
        ? Math.max(placedTicks, shownTicks) + stepTicks
        : Long.MIN_VALUE;
  }

  /** Sets the distance between two access units as announced by the codec, 0 for none. */
  public void setNominalStep(long ticks) {
    nominalStepTicks = ticks;
  }

  /**
   * Whether a stamp can be used to place an access unit. A missing stamp cannot, nor one that
   * equals its predecessor (the stamps of some sources stand still). Both are counted.
   *
   * @param pts33 presentation time, 33 bits, or {@link #NO_STAMP}
   */
  public boolean usable(long pts33) {
    if (pts33 == NO_STAMP) {
      counters.increment(StampCounter.UNSTAMPED);
      lastPts33 = NO_STAMP;
      return false;
    }
    if (pts33 == lastPts33) {
      counters.increment(StampCounter.REPEATED_STAMPS);
      return false;
    }
    return true;
  }

  /**
   * Places an access unit by its stamps, or as {@link #follow} if it has none. Sound placed earlier
   * on this track ends before it.
   *
   * @param pts33 presentation time in 90 kHz ticks, 33 bits, or {@link #NO_STAMP}, which is counted
   * @param dts33 decoding time in the same unit
   * @param indicated whether the source announces that its clock may jump here
   * @param nowNanos arrival time
   */
  public void place(long pts33, long dts33, boolean indicated, long nowNanos) {
    if (pts33 == NO_STAMP) {
      counters.increment(StampCounter.UNSTAMPED);
      follow(nowNanos);
      return;
    }
    placeStamps(pts33, dts33, false, indicated, nowNanos);
  }

  /**
   * Places a PES packet of sound by its stamp. It may overlap sound placed earlier: its frames are
   * compared with {@link #endTicks90k}.
   *
   * @param pts33 presentation time in 90 kHz ticks, 33 bits
   * @param indicated whether the source announces that its clock may jump here
   * @param nowNanos arrival time
   */
  public void placeSound(long pts33, boolean indicated, long nowNanos) {
    placeStamps(pts33, pts33, true, indicated, nowNanos);
  }

  private void placeStamps(
      long pts33, long dts33, boolean sound, boolean indicated, long nowNanos) {
    lastPts33 = pts33;
    long reorder = Ticks90k.signed33(pts33 - dts33);
    if (reorder < 0 || reorder > MAX_REORDER_TICKS) {
      counters.increment(StampCounter.BAD_STAMPS);
      reorder = 0;
    }
    Timeline.Base chosen = timeline.choose(this, dts33, reorder, indicated, nowNanos);
    jumped = chosen != base && started;
    long dts = chosen.use(dts33, nowNanos);
    if (base == null) {
      // The source before says where this one is placed, not where its clock stands.
      lastTicks = Math.min(lastTicks, dts - 1);
    }
    if (chosen != base) {
      firstTicks = dts;
      lead.border();
    }
    base = chosen;
    latestPtsTicks = Math.max(latestPtsTicks, dts + reorder);
    lead.add(dts, nowNanos);
    usual.add(dts, nowNanos);
    long placed = jumped ? jump(dts, sound, nowNanos) : advance(dts, sound, nowNanos);
    reach(placed, dts + reorder, nowNanos);
    if (jumped) {
      counters.increment(StampCounter.JUMPS);
    }
  }

  /** Places an access unit without stamps at the usual distance after its predecessor. */
  public void follow(long nowNanos) {
    long ticks =
        started ? lastTicks + unstampedStepTicks(nowNanos) : timeline.beginningTicks(nowNanos);
    jumped = false;
    reach(jump(ticks, false, nowNanos), ticks, nowNanos);
  }

  /**
   * Places data without stamps at the stream time reached by the tracks of the source. Stream time
   * does not move.
   */
  public void attach(long nowNanos) {
    jumped = false;
    dtsTicks90k = jump(timeline.presentTicks(nowNanos), false, nowNanos);
    ptsTicks90k = dtsTicks90k;
  }

  /**
   * Places sound without stamps at the stream time of its arrival: the time that the tracks with
   * stamps have reached, or else all tracks. The first access unit of all is at the wall clock.
   */
  public void placeByArrival(long nowNanos) {
    jumped = false;
    dtsTicks90k = jump(timeline.arrivalTicks(nowNanos), true, nowNanos);
    ptsTicks90k = dtsTicks90k;
    timeline.reachedByArrival(Math.max(dtsTicks90k, endTicks), nowNanos);
  }

  /**
   * The latest stream time at which sound that arrives now may belong; MAX_VALUE if no track has
   * stamps.
   */
  public long latestArrivalTicks90k(long nowNanos) {
    return timeline.latestArrivalTicks(nowNanos);
  }

  private void reach(long dts, long pts, long nowNanos) {
    dtsTicks90k = dts;
    ptsTicks90k = Math.max(pts, dts);
    shownTicks = Math.max(shownTicks, ptsTicks90k);
    timeline.reached(dtsTicks90k, ptsTicks90k, nowNanos);
  }

  /** The usual distance; if unknown, the codec's distance; if unknown, the elapsed time. */
  private long unstampedStepTicks(long nowNanos) {
    if (stepTicks != 0 || nominalStepTicks > 0) {
      return stepTicks != 0 ? stepTicks : nominalStepTicks;
    }
    long passed = Ticks90k.ofNanos(nowNanos - lastNanos);
    return passed == 0
        ? DEFAULT_STEP_TICKS
        : Math.clamp(passed, MIN_PASSED_TICKS, MAX_PASSED_TICKS);
  }

  /**
   * Places the next access unit at {@code ticks}, but always after its predecessor. Only {@code
   * sound} may be placed before the end of earlier sound.
   */
  private long advance(long ticks, boolean sound, long nowNanos) {
    long at = started ? Math.max(ticks, lastTicks + 1) : ticks;
    long step = at - lastTicks;
    if (started && step < MAX_STEP_TICKS) {
      stepTicks = stepTicks == 0 ? step : stepTicks + (step - stepTicks) / 8;
    }
    started = true;
    lastTicks = at;
    placedTicks = Math.max(at, placedTicks + 1);
    if (!sound && endTicks != Long.MIN_VALUE) {
      placedTicks = Math.max(placedTicks, endTicks);
      endTicks = placedTicks + 1;
    }
    lastNanos = nowNanos;
    return placedTicks;
  }

  /** Like {@link #advance}, without change of the usual distance. */
  private long jump(long ticks, boolean sound, long nowNanos) {
    long step = stepTicks;
    long at = advance(ticks, sound, nowNanos);
    stepTicks = step;
    return at;
  }

  boolean started() {
    return started;
  }

  /** Whether its stamps have placed an access unit of this source. */
  boolean placed() {
    return started && base != null;
  }

  /**
   * Stream time of the next access unit if it follows the last one directly: sound at the end of
   * the sound, pictures at the usual distance, in decoding and in presentation order.
   *
   * @param reorder presentation time minus decoding time
   */
  long nextTicks(long reorder) {
    boolean sound = endTicks != Long.MIN_VALUE && endTicks - lastTicks < Ticks90k.PER_SECOND;
    return sound
        ? Math.max(endTicks, lastTicks + 1)
        : Math.max(lastTicks, latestPtsTicks - reorder) + stepTicks();
  }

  /** How long the present base lasts on this track, up to the end of its content. */
  long lengthTicks() {
    return nextTicks(Math.max(0, latestPtsTicks - lastTicks)) - firstTicks;
  }

  /**
   * Stream time of an access unit that would begin at {@code ticks} but for its arrival. It moves
   * forward where the access unit would be later than all before, and back, by less than the usual
   * distance, where it would be earlier by more than that.
   */
  long byArrival(long ticks, long nowNanos) {
    if (!lead.known()) {
      return ticks;
    }
    long late = lead.leastTicks(nowNanos) - ticks;
    if (late > LATE_TICKS) {
      return ticks + late;
    }
    boolean early = ticks - lead.mostTicks(nowNanos) > stepTicks();
    return early ? Math.max(lastTicks + 1, ticks - stepTicks() + 1) : ticks;
  }

  /** First decoding time on the present base. */
  long firstTicks() {
    return firstTicks;
  }

  /** The usual distance between two access units. */
  long stepTicks() {
    return stepTicks == 0 ? DEFAULT_STEP_TICKS : stepTicks;
  }

  /**
   * Whether {@code ticks} on the base {@code on} cannot belong to the same run of the clock.
   *
   * @param indicated whether the source announces a jump; the tolerance is then smaller
   */
  boolean jumps(long ticks, Timeline.Base on, boolean indicated, long nowNanos) {
    if (!started) {
      return false;
    }
    if (ticks < lastTicks - (indicated ? 0 : BACKWARDS_TICKS)) {
      return true;
    }
    long expected = Math.max(expectedTicks(nowNanos), on.expectedTicks(nowNanos));
    long allowed = indicated ? AHEAD_INDICATED_TICKS : AHEAD_TICKS;
    return ticks > expected + allowed + AHEAD_STEPS * stepTicks();
  }

  /** The distance of {@code ticks} from the expected place of the next access unit. */
  long distance(long ticks, long nowNanos) {
    long latest = expectedTicks(nowNanos) + stepTicks();
    return Math.max(0, Math.max(lastTicks - ticks, ticks - latest));
  }

  /** Like {@link #distance}, but without elapsed time. */
  long distanceToNext(long ticks) {
    return Math.abs(ticks - lastTicks - stepTicks());
  }

  private long expectedTicks(long nowNanos) {
    return lastTicks + Ticks90k.ofNanos(nowNanos - lastNanos);
  }

  /** Sets the stream time up to which the content of the track's access units reaches. */
  public void extend(long ticks90k) {
    endTicks = ticks90k;
  }

  /**
   * The newest value passed to {@link #extend}, including by an earlier source; MIN_VALUE for none.
   */
  public long endTicks90k() {
    return endTicks;
  }

  /** Presentation time of the access unit placed last, never before its decoding time. */
  public long ptsTicks90k() {
    return ptsTicks90k;
  }

  /** Decoding time of the access unit placed last, later than that of its predecessor. */
  public long dtsTicks90k() {
    return dtsTicks90k;
  }

  /** Whether its stamps lie before the end of the source before, so that it was placed later. */
  public boolean heldBack() {
    return placedTicks > lastTicks;
  }

  /** Whether the access unit placed last is the track's first on another time base. */
  public boolean jumped() {
    return jumped;
  }
}
