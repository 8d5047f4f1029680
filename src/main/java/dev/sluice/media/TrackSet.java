package dev.sluice.media;

import java.util.List;
import java.util.Optional;

/**
 * The tracks of a source.
 *
 * @param tracks in the order of the source; ids are unique
 */
public record TrackSet(List<Track> tracks) {
  /** Copies the list. */
  public TrackSet {
    tracks = List.copyOf(tracks);
  }

  /** The track with that id. */
  public Optional<Track> byId(int id) {
    return tracks.stream().filter(track -> track.id() == id).findFirst();
  }

  /** The same tracks, of which the one with that id has another format. */
  public TrackSet with(int id, TrackFormat format) {
    return new TrackSet(
        tracks.stream().map(track -> track.id() == id ? new Track(id, format) : track).toList());
  }

  /** Whether there is a picture that viewers are sent. */
  public boolean hasVideo() {
    return byId(Track.VIDEO).isPresent();
  }

  /** Whether there is sound that viewers are sent. */
  public boolean hasAudio() {
    return byId(Track.AUDIO).isPresent();
  }
}
