package dev.sluice.base.time;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a source's stamps (33 bits, 90 kHz) into stream time: ticks since the Unix epoch that go on
 * for as long as the stream lives, whatever its sources do.
 *
 * <ul>
 *   <li>The first stamp of a source is put at the wall clock, but never before what the stream has
 *       reached; from there the source's clock drives.
 *   <li>When a track's stamps jump, a new <em>time base</em> begins where the stream has got to
 *       plus the time that has passed, at least one frame.
 *   <li>The base is one for all tracks, so that sound and picture keep their distance. Near a jump
 *       each track goes over to the new base with the first stamp that lies nearer to it.
 *   <li>A track whose stamps never fit that base (a source with two clocks) has its own.
 *   <li>Decoding times of a track never go backwards.
 * </ul>
 *
 * <p>One for each stream, used under its writer's lock. Order of calls: {@link #beginEpoch} for
 * each source, {@link #map} for each access unit, then the results.
 */
public final class Timeline {
  /** A track that joins must fit the others' time so far, else it has a clock of its own. */
  private static final long JOIN_TICKS = 10 * Ticks90k.PER_SECOND;

  /** After so long the last tracks go over to the newest base, if they fit it as well. */
  private static final long SETTLE_TICKS = 10 * Ticks90k.PER_SECOND;

  /** More between decoding and presentation is no order but a mistake. */
  private static final long MAX_REORDER_TICKS = 10 * Ticks90k.PER_SECOND;

  private static final int STAMP_SHIFT = Long.SIZE - 33;

  private final WallClock wallClock;
  private final List<TrackTime> tracks = new ArrayList<>();
  private @Nullable TimeBase newest;
  private @Nullable TimeBase previous;
  private boolean started;
  private long reachedTicks;
  private long reachedNanos;
  private long reachedPtsTicks;
  private long ptsTicks90k;
  private long dtsTicks90k;
  private boolean jumped;

  /** For a stream that has no past. */
  public Timeline(WallClock wallClock) {
    this.wallClock = wallClock;
  }

  /** Another source begins: its stamps have nothing to do with those before. */
  public void beginEpoch() {
    newest = null;
    previous = null;
    for (TrackTime track : tracks) {
      track.base = null;
    }
  }

  /**
   * Maps the stamps of an access unit.
   *
   * @param trackId small, from 0
   * @param pts33 presentation time, 33 bits
   * @param dts33 decoding time, 33 bits
   * @param indicated whether the source says that its clock may jump here
   * @param nowNanos when the access unit arrived
   */
  public void map(int trackId, long pts33, long dts33, boolean indicated, long nowNanos) {
    TrackTime track = track(trackId);
    long reorder = Math.clamp(signed33(pts33 - dts33), 0, MAX_REORDER_TICKS);
    TimeBase base = choose(track, dts33, reorder, indicated, nowNanos);
    jumped = base != track.base && track.started();
    track.base = base;
    long mapped = base.at(dts33);
    base.use(dts33, nowNanos);
    set(track, mapped, mapped + signed33(pts33 - dts33), nowNanos);
  }

  /**
   * Places an access unit that has no stamps of its own, at the usual distance from the one before
   * it in its track.
   *
   * @param nominalStepTicks the distance as the coding says it, 0 where it does not
   */
  public void mapUnstamped(int trackId, long nominalStepTicks, long nowNanos) {
    TrackTime track = track(trackId);
    long ticks =
        track.started()
            ? track.lastTicks() + track.unstampedStepTicks(nominalStepTicks, nowNanos)
            : Math.max(wallClock.ticks90kAt(nowNanos), started ? reachedTicks : Long.MIN_VALUE);
    jumped = false;
    reached(track.follow(ticks, nowNanos), ticks, nowNanos);
  }

  /** The access units of that track reach up to {@code ticks}: what comes next may not overlap. */
  public void extend(int trackId, long ticks) {
    track(trackId).endTicks = ticks;
  }

  /** What {@link #extend} said last of that track, whatever source it was; else MIN_VALUE. */
  public long endTicks90k(int trackId) {
    return track(trackId).endTicks;
  }

  private void set(TrackTime track, long dts, long pts, long nowNanos) {
    reached(jumped ? track.jump(dts, nowNanos) : track.advance(dts, nowNanos), pts, nowNanos);
  }

  private void reached(long dts, long pts, long nowNanos) {
    dtsTicks90k = dts;
    ptsTicks90k = Math.max(pts, dts);
    reachedPtsTicks = started ? Math.max(reachedPtsTicks, ptsTicks90k) : ptsTicks90k;
    if (!started || dtsTicks90k > reachedTicks) {
      reachedTicks = dtsTicks90k;
      reachedNanos = nowNanos;
    }
    started = true;
  }

  private static long signed33(long difference) {
    return (difference << STAMP_SHIFT) >> STAMP_SHIFT;
  }

  private TimeBase choose(
      TrackTime track, long dts33, long reorder, boolean indicated, long nowNanos) {
    TimeBase last = newest;
    TimeBase own = track.base;
    if (last == null) {
      return open(dts33, firstTicks(track, reorder, nowNanos), nowNanos);
    }
    if (own == null) {
      boolean joins = Math.abs(last.at(dts33) - last.reachedTicks()) <= JOIN_TICKS;
      return joins ? last : open(dts33, nextTicks(track, reorder, nowNanos), nowNanos);
    }
    TimeBase best = own == last ? last : nearer(track, own, last, dts33, nowNanos);
    if (!track.jumps(best.at(dts33), best, indicated, nowNanos)) {
      return best;
    }
    TimeBase back = previous;
    if (back != null && !track.jumps(back.at(dts33), back, indicated, nowNanos)) {
      // The jump was one wrong stamp, or a few.
      previous = last;
      newest = back;
      return back;
    }
    return open(dts33, nextTicks(track, reorder, nowNanos), nowNanos);
  }

  private static TimeBase nearer(
      TrackTime track, TimeBase own, TimeBase last, long dts33, long nowNanos) {
    long ownTicks = own.at(dts33);
    long lastTicks = last.at(dts33);
    boolean lastFits = !track.jumps(lastTicks, last, false, nowNanos);
    if (lastFits && last.spanTicks() > SETTLE_TICKS) {
      return last;
    }
    long ownDistance = track.distance(ownTicks, nowNanos);
    long lastDistance = track.distance(lastTicks, nowNanos);
    if (ownDistance == lastDistance) {
      ownDistance = track.distanceToNext(ownTicks);
      lastDistance = track.distanceToNext(lastTicks);
    }
    return ownDistance < lastDistance ? own : last;
  }

  private long firstTicks(TrackTime track, long reorder, long nowNanos) {
    long wall = wallClock.ticks90kAt(nowNanos);
    return started ? Math.max(wall, earliestTicks(track, reorder)) : wall;
  }

  private long nextTicks(TrackTime track, long reorder, long nowNanos) {
    long passed = Ticks90k.ofNanos(nowNanos - reachedNanos);
    return Math.max(reachedTicks + passed, earliestTicks(track, reorder));
  }

  /** A frame behind everything, in the order of decoding and in that of presentation. */
  private long earliestTicks(TrackTime track, long reorder) {
    return Math.max(reachedTicks, reachedPtsTicks - reorder) + track.stepTicks();
  }

  private TimeBase open(long dts33, long ticks, long nowNanos) {
    TimeBase base = new TimeBase(dts33, ticks, nowNanos);
    previous = newest;
    newest = base;
    return base;
  }

  private TrackTime track(int trackId) {
    while (tracks.size() <= trackId) {
      tracks.add(new TrackTime());
    }
    return tracks.get(trackId);
  }

  /** Stream time of presentation of the access unit mapped last, never before its DTS. */
  public long ptsTicks90k() {
    return ptsTicks90k;
  }

  /** Stream time of decoding of the access unit mapped last, later than the one before it. */
  public long dtsTicks90k() {
    return dtsTicks90k;
  }

  /** Whether it is the first of its track on a new time base, the track's very first aside. */
  public boolean jumped() {
    return jumped;
  }
}
