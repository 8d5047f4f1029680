package dev.sluice.media;

/**
 * One elementary stream of a source.
 *
 * @param id {@link #VIDEO} for the picture that viewers are sent, {@link #AUDIO} for the sound that
 *     they are sent, higher numbers for all others; the same when the source is replaced
 * @param format as far as it is known; replaced when the access units tell more
 */
public record Track(int id, TrackFormat format) {
  /** The id of the one video track that viewers are sent. */
  public static final int VIDEO = 0;

  /** The id of the one audio track that viewers are sent. */
  public static final int AUDIO = 1;

  /** The lowest id of the tracks that viewers are not sent. */
  public static final int FIRST_OTHER = 2;

  /** Whether viewers are sent this track. */
  public boolean played() {
    return id < FIRST_OTHER;
  }

  /** Codec of its format. */
  public Codec codec() {
    return format.codec();
  }
}
