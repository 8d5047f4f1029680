package dev.sluice.media;

import java.util.List;

/**
 * The contract between producers of access units (a transport stream, later WHIP, a slate, a
 * transcoder, a relay) and the log of a stream. A producer knows neither packets nor viewers.
 *
 * <p>Order of calls: {@link #setTracks} first and whenever the tracks change, then {@link #append}
 * for each access unit in decoding order of its track. Used by one thread at a time.
 */
public interface AccessUnitSink {
  /** Replaces the tracks of the source. */
  void setTracks(TrackSet tracks);

  /**
   * Takes an access unit of one of the tracks.
   *
   * @param unit its content is copied before the call returns; the object may be filled again
   */
  void append(AccessUnit unit);

  /**
   * Judges the health of the tracks; to be called a few times a second while the source sends.
   *
   * @param inputs one for each track
   * @param nowNanos on the clock of the arrival times
   */
  void look(List<TrackInput> inputs, long nowNanos);

  /**
   * Reports a flaw that does not stop playback, in the log and in the API.
   *
   * @param sentence names the flaw and its remedy; repeats are reported once
   */
  void warn(String sentence);
}
