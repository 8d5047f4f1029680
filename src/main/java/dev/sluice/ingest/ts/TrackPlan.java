package dev.sluice.ingest.ts;

import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Assigns track ids to the elementary streams of a program map: the fixed ids to the first video
 * and the first audio that can be played, other ids to the rest. A track with another id keeps it
 * while its PID stays in the map.
 */
final class TrackPlan {
  private List<Planned> planned = List.of();

  /**
   * A track and its place in the transport stream.
   *
   * @param stream entry of the program map
   */
  record Planned(Track track, ElementaryStream stream) {}

  /** The tracks of a program map, in its order. */
  List<Planned> update(ProgramMap map) {
    List<Planned> updated = new ArrayList<>();
    boolean video = false;
    boolean audio = false;
    for (ElementaryStream stream : map.streams()) {
      MediaKind kind = stream.codec().kind();
      int id;
      if (stream.playable() && kind == MediaKind.VIDEO && !video) {
        video = true;
        id = Track.VIDEO;
      } else if (stream.playable() && kind == MediaKind.AUDIO && !audio) {
        audio = true;
        id = Track.AUDIO;
      } else {
        id = otherId(stream, updated);
      }
      updated.add(new Planned(new Track(id, formatOf(stream)), stream));
    }
    planned = updated;
    return updated;
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
