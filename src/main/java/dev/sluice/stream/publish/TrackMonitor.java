package dev.sluice.stream.publish;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.DroppedUnits;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.media.TrackHealth;
import dev.sluice.media.TrackInput;
import dev.sluice.media.TrackState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges the health of one track from its counts.
 *
 * <p>An interval between two looks is good if access units were appended, and at least as many as
 * were dropped. A track without a good interval for its patience yields nothing; a key picture is
 * awaited longer. With each recovery the patience doubles, up to a limit: a source that pauses by
 * habit is not reported for ever.
 */
final class TrackMonitor {
  /** Longer intervals count as this: the source as a whole paused, not this track. */
  private static final long MAX_INTERVAL_NANOS = 1_000_000_000L;

  /** With x264's default a key picture comes every 250 pictures, which is 10 s at 25 a second. */
  private static final int KEY_PATIENCE = 4;

  private static final long MAX_PATIENCE_NANOS = 60_000_000_000L;

  private final Track track;
  private final EnumCounters<PublishCounter> drops = new EnumCounters<>(PublishCounter.class);
  private long patienceNanos;
  private long units;
  private long lastArrivalNanos;

  private boolean looked;
  private long lookedNanos;
  private long badNanos;
  private TrackState state = TrackState.STARTING;

  /** Counts at the last look, and at the last good one. */
  private Counts before = Counts.NONE;

  private Counts atGood = Counts.NONE;

  private record Counts(long units, long packets, long unstamped, List<DroppedUnits> dropped) {
    static final Counts NONE = new Counts(0, 0, 0, List.of());

    long droppedSince(Counts earlier) {
      return dropped.stream().mapToLong(part -> part.count() - earlier.of(part)).sum();
    }

    long of(DroppedUnits part) {
      for (DroppedUnits each : dropped) {
        if (each.counter().equals(part.counter())) {
          return each.count();
        }
      }
      return 0;
    }

    Optional<DroppedUnits> mostSince(Counts earlier) {
      return dropped.stream()
          .filter(part -> part.count() > earlier.of(part))
          .max(Comparator.comparingLong(part -> part.count() - earlier.of(part)));
    }
  }

  /**
   * @param patienceNanos time without a good interval after which the track yields nothing
   */
  TrackMonitor(Track track, long patienceNanos) {
    this.track = track;
    this.patienceNanos = patienceNanos;
  }

  /** Notes that an access unit was appended. */
  void appended(AccessUnit unit) {
    units++;
    lastArrivalNanos = unit.arrivalNanos();
  }

  /** Notes that an access unit was dropped instead. */
  void dropped(PublishCounter reason) {
    drops.increment(reason);
  }

  /**
   * Judges the track; to be called a few times a second while its source sends.
   *
   * @param unplayable the reason why browsers cannot play its pictures, if there is one
   */
  TrackHealth look(TrackInput input, Optional<String> unplayable, long nowNanos) {
    Counts now =
        new Counts(units, input.packets(), input.unstampedPackets(), dropped(input.dropped()));
    long interval = looked ? Math.min(nowNanos - lookedNanos, MAX_INTERVAL_NANOS) : 0;
    looked = true;
    lookedNanos = nowNanos;
    long appended = now.units() - before.units();
    if (appended > 0 && appended >= now.droppedSince(before)) {
      good(now);
    } else {
      badNanos += interval;
      TrackState bad = badState(now);
      int times = bad == TrackState.WAITING_FOR_KEY ? KEY_PATIENCE : 1;
      if (badNanos >= times * patienceNanos) {
        state = bad;
      }
    }
    before = now;
    return health(now, unplayable);
  }

  private void good(Counts now) {
    if (state.yieldsNothing()) {
      patienceNanos = Math.min(2 * patienceNanos, Math.max(MAX_PATIENCE_NANOS, patienceNanos));
    }
    state = now.unstamped() > before.unstamped() ? TrackState.NO_STAMPS : TrackState.PLAYING;
    atGood = now;
    badNanos = 0;
  }

  private TrackState badState(Counts now) {
    if (now.packets() == atGood.packets() && now.units() == atGood.units()) {
      return TrackState.NO_DATA;
    }
    boolean keyAwaited =
        now.mostSince(atGood)
            .filter(
                part -> part.counter().equals(EnumCounters.label(PublishCounter.BEFORE_FIRST_KEY)))
            .isPresent();
    return keyAwaited ? TrackState.WAITING_FOR_KEY : TrackState.NOT_DECODABLE;
  }

  private List<DroppedUnits> dropped(List<DroppedUnits> byInput) {
    List<DroppedUnits> all = new ArrayList<>(byInput);
    for (PublishCounter counter : PublishCounter.values()) {
      long count = drops.get(counter);
      if (count > 0) {
        all.add(new DroppedUnits(EnumCounters.label(counter), count, reason(counter)));
      }
    }
    return all;
  }

  private static String reason(PublishCounter counter) {
    return switch (counter) {
      case BEFORE_FIRST_KEY -> "no key picture has come";
      case OVERSIZE_UNITS -> "its access units are larger than its log";
      case UNITS_WITHOUT_MEMORY -> "the logs of all streams have no memory left";
      default -> "it was not taken into the log";
    };
  }

  private TrackHealth health(Counts now, Optional<String> unplayable) {
    TrackState shown = shown(unplayable.isPresent());
    String reason =
        now.mostSince(atGood)
            .map(DroppedUnits::reason)
            .orElse("nothing in its data is of that coding");
    String sentence =
        shown == TrackState.NOT_PLAYABLE && unplayable.isPresent()
            ? "%s: %s".formatted(TrackSentences.name(track), unplayable.get())
            : TrackSentences.of(shown, track, now.units() > 0, reason);
    return new TrackHealth(
        track.id(), shown, sentence, now.units(), lastArrivalNanos, now.dropped());
  }

  /** The state as viewers see it: the judgement of the data counts for tracks that are sent. */
  private TrackState shown(boolean unplayable) {
    if (track.codec().kind() == MediaKind.DATA) {
      return TrackState.NOT_SENT;
    }
    if (!track.sent()) {
      return track.format().playable() ? TrackState.NOT_SENT : TrackState.NOT_PLAYABLE;
    }
    return unplayable && !state.yieldsNothing() ? TrackState.NOT_PLAYABLE : state;
  }
}
