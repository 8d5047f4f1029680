package dev.sluice.base.time;

import dev.sluice.base.counters.EnumCounters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stream time of one source: converts the stamps of its tracks (33 bits, 90 kHz) to ticks since the
 * Unix epoch. Stream time continues for the life of the stream, even when the source is replaced.
 *
 * <ul>
 *   <li>The first stamp of a source is placed at the wall clock. From there the source's clock
 *       drives stream time. A source that takes over from another one continues its time ({@link
 *       #align}).
 *   <li>When a track's stamps jump, a new <em>time base</em> begins where its next access unit was
 *       due, or later if the source paused.
 *   <li>All tracks share one base, so that sound and picture keep their distance. Near a jump each
 *       track changes to the new base with its first stamp that lies nearer to it.
 *   <li>A track whose stamps never fit that base (a source with two clocks) has a base of its own.
 *   <li>The DTS of a track never goes backwards.
 * </ul>
 *
 * <p>Used by one thread at a time.
 */
public final class Timeline {
  /**
   * Largest distance of a joining track from the other tracks; beyond it the track has its own
   * clock.
   */
  private static final long JOIN_TICKS = 10 * Ticks90k.PER_SECOND;

  /** Age of the newest base at which the remaining tracks change to it, if their stamps fit it. */
  private static final long SETTLE_TICKS = 10 * Ticks90k.PER_SECOND;

  /** Largest step back of the other tracks where a base begins; a larger one would be a jump. */
  private static final long MAX_OVERLAP_TICKS = Ticks90k.ofMillis(300);

  /** Largest correction in one takeover of what takeovers have advanced stream time. */
  private static final long CORRECTION_TICKS = Ticks90k.ofMillis(10);

  /** Largest correction in one takeover of a large distance from the wall clock. */
  private static final long DRIFT_CORRECTION_TICKS = Ticks90k.ofMillis(30);

  /** Advance of stream time by takeovers from which pictures may follow closely. */
  private static final long MAX_ADVANCE_TICKS = Ticks90k.ofMillis(70);

  /** Largest usual distance of pictures that takeovers keep: that of 25 pictures a second. */
  private static final long MAX_KEPT_STEP_TICKS = Ticks90k.ofMillis(40);

  /** Receivers follow a change of the lead by 2 ms in each second. */
  private static final long TIME_PER_FOLLOWED = 500;

  /** Distance from the wall clock that is left as it is. */
  private static final long MAX_DRIFT_TICKS = Ticks90k.PER_SECOND;

  private final WallClock wallClock;
  private final EnumCounters<StampCounter> counters = new EnumCounters<>(StampCounter.class);
  private final List<TrackClock> tracks = new ArrayList<>();
  private @Nullable Base newest;
  private @Nullable Base previous;
  private boolean started;
  private long reachedTicks;
  private long reachedNanos;
  private long reachedPtsTicks;
  private long movedTicks;

  /** Advance of stream time over the clock by the takeovers so far. */
  private long advanceTicks;

  private long advancedNanos;

  /** By which the last takeover corrected the distance from the wall clock. */
  private long driftTicks;

  /** One run of the source's clock: from one discontinuity to the next. */
  static final class Base {
    private long firstTicks;
    private long lastStamp;
    private long deltaTicks;

    /** Latest stream time of any track on this base, and its arrival time. */
    private long reachedTicks;

    private long reachedNanos;

    /** A base on which {@code stamp33} is at {@code streamTicks}. */
    private Base(long stamp33, long streamTicks, long nowNanos) {
      lastStamp = stamp33;
      deltaTicks = streamTicks - stamp33;
      firstTicks = streamTicks;
      reachedTicks = streamTicks;
      reachedNanos = nowNanos;
    }

    /** The stream time of a stamp on this base; nothing is changed. */
    long at(long stamp33) {
      return lastStamp + Ticks90k.signed33(stamp33 - lastStamp) + deltaTicks;
    }

    /** Places a stamp on this base and advances the base to it. */
    long use(long stamp33, long nowNanos) {
      long ticks = at(stamp33);
      lastStamp = ticks - deltaTicks;
      if (ticks >= reachedTicks) {
        reachedTicks = ticks;
        reachedNanos = nowNanos;
      }
      return ticks;
    }

    /** The latest stream time on this base plus the time elapsed since. */
    long expectedTicks(long nowNanos) {
      return reachedTicks + Ticks90k.ofNanos(nowNanos - reachedNanos);
    }

    private long spanTicks() {
      return reachedTicks - firstTicks;
    }

    private void move(long offset) {
      firstTicks += offset;
      deltaTicks += offset;
      reachedTicks += offset;
    }
  }

  /**
   * For one source.
   *
   * @param wallClock gives the place of its first stamp
   */
  public Timeline(WallClock wallClock) {
    this.wallClock = wallClock;
  }

  /**
   * The latest DTS by the source's own clock, without the moves of {@link #align}; {@link
   * Long#MIN_VALUE} before the first one.
   */
  public long ownReachedTicks90k() {
    return started ? reachedTicks - movedTicks : Long.MIN_VALUE;
  }

  /**
   * Difference of stream time and the source's present time base, in ticks; a stamp of the source
   * is the stream time less this, of which 33 bits are sent. {@link Long#MIN_VALUE} before the
   * first stamp.
   */
  public long offsetTicks90k() {
    return newest == null ? Long.MIN_VALUE : newest.deltaTicks;
  }

  /**
   * Moves this source to the stream time of another one, which it takes over from.
   *
   * <p>Stream time goes on as the clock does: its lead over the arrivals is that of the other
   * source. With another lead, receivers would hold or hurry the picture and enlarge their buffer
   * for sound. The first picture is at least at the usual distance from the last one, until
   * takeovers in close succession have advanced stream time by 70 ms. If the usual lead is unknown,
   * as with access units in bursts, each takeover takes back up to 10 ms of that advance. Sound
   * that overlaps the sound of the other source is to be left out ({@link TrackClock#endTicks90k}).
   * Of a distance from the wall clock of more than a second, each takeover corrects up to 30 ms.
   *
   * @param before time of the other source
   * @param first track of the first access unit
   * @param dts decoding time of the first access unit: equal to that of the access unit placed
   *     last, or later in the same PES packet
   * @param nowNanos its arrival time
   * @return ticks by which the source moved; the first access unit is then not before {@link
   *     TrackClock#dtsTicks90k}
   */
  public long align(Timeline before, int first, long dts, long nowNanos) {
    long offset = before.started ? placeBehind(before, first, dts, nowNanos) - dts : 0;
    bases().forEach(base -> base.move(offset));
    for (int id = 0; id < Math.max(tracks.size(), before.tracks.size()); id++) {
      TrackClock clock = track(id);
      clock.move(offset);
      if (id < before.tracks.size() && before.tracks.get(id).started()) {
        clock.follow(before.tracks.get(id), id == first, nowNanos);
      }
    }
    reachedTicks += offset;
    reachedPtsTicks += offset;
    movedTicks += offset;
    return offset;
  }

  /** Stream time of the first access unit. */
  private long placeBehind(Timeline before, int trackId, long dts, long nowNanos) {
    TrackClock clock = before.track(trackId);
    long due =
        clock.started()
            ? clock.dueTicks(track(trackId), dts, nowNanos)
            : before.reachedTicks + Ticks90k.ofNanos(nowNanos - before.reachedNanos);
    long late = wallClock.ticks90kAt(nowNanos) - due;
    driftTicks = Math.abs(late) > MAX_DRIFT_TICKS ? limited(late, DRIFT_CORRECTION_TICKS) : 0;
    long advance = before.advanceTicks(nowNanos);
    boolean known = clock.leadKnown();
    // If the lead is known, receivers follow it, and nothing need be taken back.
    long back = known ? 0 : limited(advance, CORRECTION_TICKS);
    long corrected = due - back + driftTicks;
    // Some recorders end at a picture that is closer than usual, except one of a slow source.
    long usualStep = Math.min(clock.stepTicks(), MAX_KEPT_STEP_TICKS);
    long early = clock.earlyTicks(usualStep, nowNanos);
    long step = advance + early > MAX_ADVANCE_TICKS ? 1 : usualStep;
    long at = clock.started() ? Math.max(corrected, clock.earliestTicks(step)) : corrected;
    long moved = at - due - driftTicks;
    // If the lead is known, the rest of the move is an expected lateness that did not occur.
    advanceTicks = advance + (known ? Math.min(moved, early) : moved);
    advancedNanos = nowNanos;
    return at;
  }

  /** What takeovers have advanced stream time, as far as receivers have not followed. */
  private long advanceTicks(long nowNanos) {
    long followed = Ticks90k.ofNanos(nowNanos - advancedNanos) / TIME_PER_FOLLOWED;
    return advanceTicks - limited(advanceTicks, Math.max(0, followed));
  }

  private static long limited(long ticks, long most) {
    return Math.clamp(ticks, -most, most);
  }

  private Set<Base> bases() {
    Set<Base> all = Collections.newSetFromMap(new IdentityHashMap<>());
    Stream.concat(Stream.of(newest, previous), tracks.stream().map(track -> track.base))
        .filter(Objects::nonNull)
        .forEach(all::add);
    return all;
  }

  /** The clock of a track; made with the first call. */
  public TrackClock track(int trackId) {
    while (tracks.size() <= trackId) {
      tracks.add(new TrackClock(this, counters));
    }
    return tracks.get(trackId);
  }

  /** Flaws of the source's stamps. */
  public EnumCounters<StampCounter> counters() {
    return counters;
  }

  /** The base for a decoding time: the track's own, the newest, or a new one. */
  Base choose(TrackClock track, long dts33, long reorder, boolean indicated, long nowNanos) {
    Base last = newest;
    Base own = track.base;
    if (last == null) {
      return open(dts33, firstTicks(track, reorder, nowNanos), nowNanos);
    }
    if (own == null) {
      boolean joins = Math.abs(last.at(dts33) - last.reachedTicks) <= JOIN_TICKS;
      return joins ? last : open(dts33, nextTicks(track, reorder, nowNanos), nowNanos);
    }
    Base best = own == last ? last : nearer(track, own, last, dts33, nowNanos);
    if (!track.jumps(best.at(dts33), best, indicated, nowNanos)) {
      return best;
    }
    Base back = previous;
    if (back != null && !track.jumps(back.at(dts33), back, indicated, nowNanos)) {
      // The jump was caused by one or a few wrong time stamps.
      previous = last;
      newest = back;
      return back;
    }
    return open(dts33, nextTicks(track, reorder, nowNanos), nowNanos);
  }

  private static Base nearer(TrackClock track, Base own, Base last, long dts33, long nowNanos) {
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

  private Base open(long dts33, long ticks, long nowNanos) {
    Base base = new Base(dts33, ticks, nowNanos);
    previous = newest;
    newest = base;
    return base;
  }

  private long firstTicks(TrackClock track, long reorder, long nowNanos) {
    long wall = wallClock.ticks90kAt(nowNanos);
    return started ? Math.max(wall, earliestTicks(track, reorder)) : wall;
  }

  /**
   * Where a new base begins, with a track whose stamps jumped. The first access unit follows the
   * last one of its track, if the others then do not overlap: the tracks of joined segments begin
   * and end with the same distances. A pause stays a pause.
   */
  private long nextTicks(TrackClock track, long reorder, long nowNanos) {
    long passed = Ticks90k.ofNanos(nowNanos - reachedNanos);
    long latest = Math.max(reachedTicks + passed, earliestTicks(track, reorder));
    if (!track.placed()) {
      return latest;
    }
    long ticks = Math.max(track.nextTicks(reorder), reachedTicks - MAX_OVERLAP_TICKS);
    for (TrackClock other : tracks) {
      if (other != track && other.base == track.base && other.placed()) {
        ticks = Math.max(ticks, track.firstTicks() + other.lengthTicks());
      }
    }
    return track.byArrival(Math.min(ticks, latest), nowNanos);
  }

  /** One frame after the latest access unit, in decoding and in presentation order. */
  private long earliestTicks(TrackClock track, long reorder) {
    return Math.max(reachedTicks, reachedPtsTicks - reorder) + track.stepTicks();
  }

  /** Stream time of a track's first access unit, if it has no stamps. */
  long beginningTicks(long nowNanos) {
    return Math.max(wallClock.ticks90kAt(nowNanos), started ? reachedTicks : Long.MIN_VALUE);
  }

  /** The stream time reached by the tracks; {@link Long#MIN_VALUE} before the first access unit. */
  public long reachedTicks90k() {
    return started ? reachedTicks : Long.MIN_VALUE;
  }

  /**
   * The stream time reached by the tracks, and the time that has passed since.
   *
   * @param mostNanos longest time for which stream time runs on without an access unit
   * @return {@link Long#MIN_VALUE} before the first access unit
   */
  public long runningTicks90k(long nowNanos, long mostNanos) {
    return started
        ? reachedTicks + Ticks90k.ofNanos(Math.clamp(nowNanos - reachedNanos, 0, mostNanos))
        : Long.MIN_VALUE;
  }

  /** The stream time reached by the tracks; the wall clock before the first access unit. */
  long presentTicks(long nowNanos) {
    return started ? reachedTicks : wallClock.ticks90kAt(nowNanos);
  }

  /** The stream time that tracks with stamps have reached, or else all tracks. */
  long arrivalTicks(long nowNanos) {
    return newest == null ? presentTicks(nowNanos) : newest.reachedTicks;
  }

  /** The same with the time that has passed since; MAX_VALUE if no track has stamps. */
  long latestArrivalTicks(long nowNanos) {
    return newest == null ? Long.MAX_VALUE : newest.expectedTicks(nowNanos);
  }

  /**
   * Notes that sound was placed by its arrival. It moves stream time only if no track has stamps.
   */
  void reachedByArrival(long ticks, long nowNanos) {
    if (newest == null) {
      reached(ticks, ticks, nowNanos);
    }
  }

  /** Notes that an access unit was placed. */
  void reached(long dts, long pts, long nowNanos) {
    reachedPtsTicks = started ? Math.max(reachedPtsTicks, pts) : pts;
    if (!started || dts > reachedTicks) {
      reachedTicks = dts;
      reachedNanos = nowNanos;
    }
    started = true;
  }
}
