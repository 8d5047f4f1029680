package dev.sluice.stream.publish;

import dev.sluice.base.time.Timeline;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.log.StreamLog;
import dev.sluice.stream.log.TrackLog;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The supplies of a stream's played tracks. Used under the publisher's lock. */
final class Supplies {
  /** Sound of a source and of a supply may overlap by 2 ms, because stamps are rounded. */
  private static final long OVERLAP_TICKS = 180;

  private final StreamLog logs;

  /** The open supplies of each track, by kind. */
  private final List<Map<SupplyKind, Supply>> open = new ArrayList<>();

  private @Nullable Silence silence;
  private boolean ended;

  /** The stream time up to which each track was supplied. */
  private final long[] endTicks90k = {Long.MIN_VALUE, Long.MIN_VALUE};

  Supplies(StreamLog logs) {
    this.logs = logs;
    for (int id = 0; id < Track.FIRST_OTHER; id++) {
      open.add(new EnumMap<>(SupplyKind.class));
    }
  }

  /** Nothing is supplied from now on: the logs are about to end. */
  void end() {
    ended = true;
  }

  /** Adds a supply, in place of the one of its track and kind. */
  void add(Supply supply) {
    open.get(supply.trackId()).put(supply.kind(), supply);
  }

  /** Removes a supply; returns whether it was open. */
  boolean remove(Supply supply) {
    return open.get(supply.trackId()).remove(supply.kind(), supply);
  }

  /** The supply of a track whose kind goes before the others; null for none. */
  @Nullable Supply best(int trackId) {
    // The map is in the order of the kinds.
    return ended ? null : open.get(trackId).values().stream().findFirst().orElse(null);
  }

  /**
   * The supplied tracks that are in force beside the tracks of a source.
   *
   * @param source null until they are known; nothing is supplied before
   */
  List<SuppliedTrack> beside(@Nullable TrackSet source) {
    if (source == null) {
      return List.of();
    }
    List<SuppliedTrack> supplied = new ArrayList<>();
    for (int id = 0; id < Track.FIRST_OTHER; id++) {
      Supply best = best(id);
      if (best != null && source.byId(id).isEmpty()) {
        supplied.add(best.shown());
      }
    }
    return supplied;
  }

  /** Lets silence be supplied while there is no sound. */
  void openSilence(Publisher publisher) {
    silence = new Silence(publisher);
    add(silence.supply());
  }

  /** Appends silence up to the present stream time, for a stream without sound. */
  boolean fillSilence(Timeline time, int epoch, long nowNanos) {
    return silence != null && !ended && silence.fill(this, time, epoch, nowNanos);
  }

  /**
   * Appends an access unit of a supply in force, if it begins after the end of the log.
   *
   * @param time of the live source
   * @return whether it was appended
   */
  boolean append(Supply supply, AccessUnit unit, Timeline time, int epoch) {
    if (supply.kind() != SupplyKind.SILENCE) {
      noteSound(unit, time);
    }
    long dts = unit.dtsTicks90k();
    TrackLog log = logs.log(unit.trackId());
    if ((log != null && dts <= log.newestDtsTicks90k())
        || dts + OVERLAP_TICKS < time.track(unit.trackId()).endTicks90k()
        || beginsBeforeEnd(unit)) {
      supply.late();
      return false;
    }
    if (!supply.write(epoch, unit, logs)) {
      return false;
    }
    endTicks90k[unit.trackId()] = dts + SuppliedDuration.ticks90k(unit);
    return true;
  }

  /**
   * Whether an access unit of a source begins before the end of its track's supplied media.
   *
   * @param time of the source
   */
  boolean coverStartOf(AccessUnit unit, Timeline time) {
    if (!beginsBeforeEnd(unit)) {
      return false;
    }
    noteSound(unit, time);
    return true;
  }

  private boolean beginsBeforeEnd(AccessUnit unit) {
    return unit.dtsTicks90k() + OVERLAP_TICKS < endTicks90k(unit.trackId());
  }

  private void noteSound(AccessUnit unit, Timeline time) {
    if (silence != null && unit.trackId() == Track.AUDIO) {
      silence.noteSound(time.reachedTicks90k());
    }
  }

  /** The time up to which a track was supplied; MIN_VALUE if it never was. */
  long endTicks90k(int trackId) {
    return trackId < endTicks90k.length ? endTicks90k[trackId] : Long.MIN_VALUE;
  }
}
