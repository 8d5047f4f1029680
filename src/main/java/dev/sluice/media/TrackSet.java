package dev.sluice.media;

import java.util.List;
import java.util.Optional;

/**
 * The tracks of a source's program, all that its PMT lists.
 *
 * @param tracks in the order of the PMT; ids are unique
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

  /** Whether there is a picture that viewers are sent. */
  public boolean hasVideo() {
    return byId(Track.VIDEO).isPresent();
  }

  /** Whether there is sound that viewers are sent. */
  public boolean hasAudio() {
    return byId(Track.AUDIO).isPresent();
  }
}
