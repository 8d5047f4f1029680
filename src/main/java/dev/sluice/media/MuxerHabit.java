package dev.sluice.media;

/**
 * What the sources of one stream have shown of their muxers, by their tracks of video. The next
 * source of a stream usually comes from the same kind of program, so its parser need not learn
 * anew.
 *
 * <p>For all threads.
 */
public final class MuxerHabit {
  private volatile boolean stuffedEnds;

  /** Whether stuffing marks the end of a PES packet from the first one on. */
  public boolean stuffedEnds() {
    return stuffedEnds;
  }

  /**
   * Notes what a source has shown.
   *
   * @param only whether stuffing was seen at the end of PES packets and nowhere else
   */
  public void showStuffedEnds(boolean only) {
    stuffedEnds = only;
  }
}
