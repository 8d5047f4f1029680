package dev.sluice.media;

/**
 * One elementary stream of a source.
 *
 * @param id {@link #VIDEO} and {@link #AUDIO} for the tracks sent to all viewers, {@link
 *     #ORIGINAL_VIDEO} and {@link #ORIGINAL_AUDIO} for those sent to some, higher numbers for all
 *     others. A new source uses the same ids.
 * @param format as far as it is known; replaced when access units state more
 */
public record Track(int id, TrackFormat format) {
  /** The id of the one video track that all viewers can decode. */
  public static final int VIDEO = 0;

  /** The id of the one audio track that all viewers can decode. */
  public static final int AUDIO = 1;

  /**
   * The id of the source's picture if the source has no track with the id {@link #VIDEO}. It is
   * sent unchanged to the viewers that can decode its coding, such as H.265.
   */
  public static final int ORIGINAL_VIDEO = 2;

  /** The id of the source's sound of that kind, such as Opus with six channels. */
  public static final int ORIGINAL_AUDIO = 3;

  /** The lowest id of the tracks not sent to viewers. */
  public static final int FIRST_OTHER = 4;

  /** Whether tracks with that id are pictures sent to viewers. */
  public static boolean isVideo(int id) {
    return id == VIDEO || id == ORIGINAL_VIDEO;
  }

  /** Whether tracks with that id are sound sent to viewers. */
  public static boolean isAudio(int id) {
    return id == AUDIO || id == ORIGINAL_AUDIO;
  }

  /** Whether this track is sent to all viewers that want its kind of media. */
  public boolean played() {
    return id == VIDEO || id == AUDIO;
  }

  /** Whether this track is sent to viewers, if only to those that can decode it. */
  public boolean sent() {
    return id < FIRST_OTHER;
  }

  /** Codec of its format. */
  public Codec codec() {
    return format.codec();
  }
}
