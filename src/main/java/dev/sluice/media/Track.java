package dev.sluice.media;

/**
 * One elementary stream of a source.
 *
 * @param id {@link #VIDEO} for the video sent to viewers, {@link #AUDIO} for the audio sent to
 *     viewers, higher numbers for all others. A new source uses the same ids.
 * @param format as far as it is known; replaced when access units state more
 */
public record Track(int id, TrackFormat format) {
  /** The id of the one video track sent to viewers. */
  public static final int VIDEO = 0;

  /** The id of the one audio track sent to viewers. */
  public static final int AUDIO = 1;

  /** The lowest id of the tracks not sent to viewers. */
  public static final int FIRST_OTHER = 2;

  /** Whether this track is sent to viewers. */
  public boolean played() {
    return id < FIRST_OTHER;
  }

  /** Codec of its format. */
  public Codec codec() {
    return format.codec();
  }
}
