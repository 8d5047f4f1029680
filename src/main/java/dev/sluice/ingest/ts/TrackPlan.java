package dev.sluice.ingest.ts;

import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Assigns track ids to the elementary streams of a program map: the fixed ids to the first video
 * and the first audio that all viewers can play, or to preferred ones; where there is none, the ids
 * of originals to the first that some viewers can play; other ids to the rest. A track with another
 * id keeps it while its PID stays in the map.
 */
final class TrackPlan {
  private final Set<Integer> preferredPids = new HashSet<>();
  private final IntUnaryOperator otherIds;
  private List<Planned> planned = List.of();

  /**
   * A track and its place in the transport stream.
   *
   * @param stream entry of the program map
   */
  record Planned(Track track, ElementaryStream stream) {}

  /**
   * @param otherIds id of the n-th track that is not sent to viewers
   */
  TrackPlan(IntUnaryOperator otherIds) {
    this.otherIds = otherIds;
  }

  /** Prefers the stream of that PID to all others of its kind, while it stays in the map. */
  void prefer(int pid) {
    preferredPids.add(pid);
  }

  /** The tracks of a program map, in its order. */
  List<Planned> update(ProgramMap map) {
    preferredPids.retainAll(map.streams().stream().map(ElementaryStream::pid).toList());
    Map<ElementaryStream, Integer> fixed = new HashMap<>();
    fix(map, MediaKind.VIDEO, Track.VIDEO, Track.ORIGINAL_VIDEO, fixed);
    fix(map, MediaKind.AUDIO, Track.AUDIO, Track.ORIGINAL_AUDIO, fixed);
    OtherIds others = new OtherIds(planned, otherIds);
    List<Planned> updated = new ArrayList<>();
    for (ElementaryStream stream : map.streams()) {
      Integer known = fixed.get(stream);
      int id = known == null ? others.of(stream.pid()) : known;
      updated.add(planned(id, stream));
    }
    planned = updated;
    return updated;
  }

  /** The track with that id of an entry of the program map. */
  static Planned planned(int id, ElementaryStream stream) {
    return new Planned(new Track(id, stream.format()), stream);
  }

  private void fix(
      ProgramMap map,
      MediaKind kind,
      int playedId,
      int originalId,
      Map<ElementaryStream, Integer> into) {
    ElementaryStream played = chosen(map, kind, ElementaryStream::playable);
    if (played != null) {
      into.put(played, playedId);
      return;
    }
    ElementaryStream original = chosen(map, kind, ElementaryStream::playableBySome);
    if (original != null) {
      into.put(original, originalId);
    }
  }

  /** A preferred stream of that kind, or else the first one. */
  private @Nullable ElementaryStream chosen(
      ProgramMap map, MediaKind kind, Predicate<ElementaryStream> can) {
    List<ElementaryStream> usable =
        map.streams().stream()
            .filter(stream -> stream.codec().kind() == kind && can.test(stream))
            .toList();
    for (ElementaryStream stream : usable) {
      if (preferredPids.contains(stream.pid())) {
        return stream;
      }
    }
    return usable.isEmpty() ? null : usable.getFirst();
  }

  /** The ids of tracks that are not sent, from one program map to the next. */
  private static final class OtherIds {
    private final Map<Integer, Integer> knownByPid = new HashMap<>();
    private final BitSet taken = new BitSet();
    private final IntUnaryOperator ids;
    private int tried;

    OtherIds(List<Planned> before, IntUnaryOperator ids) {
      this.ids = ids;
      for (Planned known : before) {
        if (!known.track().sent()) {
          knownByPid.put(known.stream().pid(), known.track().id());
          taken.set(known.track().id());
        }
      }
    }

    /** The id that the PID had before, or one that no track has or had. */
    int of(int pid) {
      Integer known = knownByPid.get(pid);
      if (known != null) {
        return known;
      }
      int id = ids.applyAsInt(tried++);
      while (taken.get(id)) {
        id = ids.applyAsInt(tried++);
      }
      taken.set(id);
      return id;
    }
  }
}
