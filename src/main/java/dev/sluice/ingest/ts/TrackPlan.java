package dev.sluice.ingest.ts;

import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the streams of a program map their track ids: the first video and the first audio that can
 * be played have the fixed ones, the others keep theirs for as long as their PID stays.
 */
final class TrackPlan {
  private List<Track> tracks = List.of();

  TrackSet update(ProgramMap map) {
    List<Track> planned = new ArrayList<>();
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
        id = otherId(stream, planned);
      }
      planned.add(new Track(id, stream.pid(), stream.codec(), stream.channels()));
    }
    tracks = planned;
    return new TrackSet(planned);
  }

  private int otherId(ElementaryStream stream, List<Track> planned) {
    for (Track track : tracks) {
      if (track.pid() == stream.pid() && !track.played() && !taken(track.id(), planned)) {
        return track.id();
      }
    }
    int id = Track.FIRST_OTHER;
    while (taken(id, planned) || taken(id, tracks)) {
      id++;
    }
    return id;
  }

  private static boolean taken(int id, List<Track> by) {
    return by.stream().anyMatch(track -> track.id() == id);
  }
}
