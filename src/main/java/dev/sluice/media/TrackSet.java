package dev.sluice.media;

import java.util.List;
import java.util.Optional;

/**
 * The tracks of a source.
 *
 * @param tracks in the order of the source; ids are unique
 */
public record TrackSet(List<Track> tracks) {
  /** The tracks that viewers are promised before those of the source are known. */
  public static final TrackSet PROMISED =
      new TrackSet(
          List.of(
              new Track(Track.VIDEO, TrackFormat.of(Codec.H264).build()),
              new Track(Track.AUDIO, TrackFormat.of(Codec.OPUS).channels(2).build())));

  /** Copies the list. */
  public TrackSet {
    tracks = List.copyOf(tracks);
  }

  /** The track with that id. */
  public Optional<Track> byId(int id) {
    return tracks.stream().filter(track -> track.id() == id).findFirst();
  }

  /** A copy with another format for the track with that id. */
  public TrackSet with(int id, TrackFormat format) {
    return new TrackSet(
        tracks.stream().map(track -> track.id() == id ? new Track(id, format) : track).toList());
  }

  /** A copy without the track with that id. */
  public TrackSet without(int id) {
    return new TrackSet(tracks.stream().filter(track -> track.id() != id).toList());
  }

  /** Whether there is a track with that id. */
  public boolean has(int id) {
    return byId(id).isPresent();
  }

  /** Whether there is a video track for all viewers. */
  public boolean hasVideo() {
    return has(Track.VIDEO);
  }

  /** Whether there is an audio track for all viewers. */
  public boolean hasAudio() {
    return has(Track.AUDIO);
  }

  /** The id of the source's video track that is sent to viewers, to all or to some. */
  public int videoId() {
    return hasVideo() || !has(Track.ORIGINAL_VIDEO) ? Track.VIDEO : Track.ORIGINAL_VIDEO;
  }

  /** The id of the source's audio track that is sent to viewers, to all or to some. */
  public int audioId() {
    return hasAudio() || !has(Track.ORIGINAL_AUDIO) ? Track.AUDIO : Track.ORIGINAL_AUDIO;
  }
}
