package dev.sluice.ingest.ts;

import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assigns track ids to the elementary streams of a program map: the fixed ids to the first video
 * and the first audio that can be played, or to preferred ones; other ids to the rest. A track with
 * another id keeps it while its PID stays in the map.
 */
final class TrackPlan {
  private final Set<Integer> preferredPids = new HashSet<>();
  private List<Planned> planned = List.of();

  /**
   * A track and its place in the transport stream.
   *
   * @param stream entry of the program map
   */
  record Planned(Track track, ElementaryStream stream) {}

  /** Prefers the stream of that PID to all others of its kind, while it stays in the map. */
  void prefer(int pid) {
    preferredPids.add(pid);
  }

  /** The tracks of a program map, in its order. */
  List<Planned> update(ProgramMap map) {
    preferredPids.retainAll(map.streams().stream().map(ElementaryStream::pid).toList());
    ElementaryStream video = chosen(map, MediaKind.VIDEO);
    ElementaryStream audio = chosen(map, MediaKind.AUDIO);
    List<Planned> updated = new ArrayList<>();
    for (ElementaryStream stream : map.streams()) {
      int id =
          stream.equals(video)
              ? Track.VIDEO
              : stream.equals(audio) ? Track.AUDIO : otherId(stream, updated);
      updated.add(new Planned(new Track(id, formatOf(stream)), stream));
    }
    planned = updated;
    return updated;
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

  private static TrackFormat formatOf(ElementaryStream stream) {
    return TrackFormat.of(stream.codec())
        .channels(stream.channels())
        .language(stream.language())
        .label("PID " + stream.pid())
        .build();
  }

  private int otherId(ElementaryStream stream, List<Planned> updated) {
    for (Planned known : planned) {
      int id = known.track().id();
      if (known.stream().pid() == stream.pid() && !known.track().played() && !taken(id, updated)) {
        return id;
      }
    }
    int id = Track.FIRST_OTHER;
    while (taken(id, updated) || taken(id, planned)) {
      id++;
    }
    return id;
  }

  private static boolean taken(int id, List<Planned> by) {
    return by.stream().anyMatch(known -> known.track().id() == id);
  }
}
