package dev.sluice.media;

/**
 * One elementary stream of the source, as its program map describes it.
 *
 * @param id {@link #VIDEO} for the picture that is played, {@link #AUDIO} for the sound that is
 *     played, higher numbers for everything else; stays the same when the source is replaced
 * @param pid packet identifier in the transport stream, 0..8191 (13 bits)
 * @param codec its coding
 * @param channels count of audio channels, 0 where it is not known or not audio
 */
public record Track(int id, int pid, Codec codec, int channels) {
  /** The id of the one video track that viewers are sent. */
  public static final int VIDEO = 0;

  /** The id of the one audio track that viewers are sent. */
  public static final int AUDIO = 1;

  /** The first id of tracks that viewers are not sent. */
  public static final int FIRST_OTHER = 2;

  /** Whether viewers are sent this track. */
  public boolean played() {
    return id < FIRST_OTHER;
  }
}
