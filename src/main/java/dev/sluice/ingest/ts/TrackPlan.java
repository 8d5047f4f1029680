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
import org.jspecify.annotations.Nullable;

/**
 * Assigns track ids to the elementary streams of a program map: the fixed ids to the first video
 * and the first audio that can be played, or to preferred ones; other ids to the rest. A track with
 * another id keeps it while its PID stays in the map.
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
    ElementaryStream video = chosen(map, MediaKind.VIDEO);
    ElementaryStream audio = chosen(map, MediaKind.AUDIO);
    OtherIds others = new OtherIds(planned, otherIds);
    List<Planned> updated = new ArrayList<>();
    for (ElementaryStream stream : map.streams()) {
      int id =
          stream.equals(video)
              ? Track.VIDEO
              : stream.equals(audio) ? Track.AUDIO : others.of(stream.pid());
      updated.add(planned(id, stream));
    }
    planned = updated;
    return updated;
  }

  /** The track with that id of an entry of the program map. */
  static Planned planned(int id, ElementaryStream stream) {
    return new Planned(new Track(id, stream.format()), stream);
  }

  /** A preferred stream of that kind, or else the first one that can be played. */
  private @Nullable ElementaryStream chosen(ProgramMap map, MediaKind kind) {
    List<ElementaryStream> playable =
        map.streams().stream()
            .filter(stream -> stream.playable() && stream.codec().kind() == kind)
            .toList();
    for (ElementaryStream stream : playable) {
      if (preferredPids.contains(stream.pid())) {
        return stream;
      }
    }
    return playable.isEmpty() ? null : playable.getFirst();
  }

  /** The ids of tracks that are not played, from one program map to the next. */
  private static final class OtherIds {
    private final Map<Integer, Integer> knownByPid = new HashMap<>();
    private final BitSet taken = new BitSet();
    private final IntUnaryOperator ids;
    private int tried;

    OtherIds(List<Planned> before, IntUnaryOperator ids) {
      this.ids = ids;
      for (Planned known : before) {
        if (!known.track().played()) {
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
