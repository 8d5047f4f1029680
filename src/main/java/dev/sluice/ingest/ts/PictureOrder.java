package dev.sluice.ingest.ts;

/**
 * Decides which pictures viewers are sent. Browsers show pictures in the order of their arrival, so
 * one that is to be shown before another that was sent already (a B-frame) comes too late.
 *
 * <p>When no other picture refers to it (nal_ref_idc 0) it is left out, which only makes the motion
 * less smooth. When others do (the pyramid of B-frames that x264 makes by default) they would break
 * without it: then the stream is not playable. Viewers who are there already keep their session,
 * the sound and the last picture, and see the next picture at which decoding can start once the
 * order is right again.
 */
final class PictureOrder {
  static final String LEFT_OUT =
      "the source has B-frames, which browsers do not put in order: viewers do not get them."
          + " Encode without (ffmpeg: -bf 0) for smooth motion.";
  static final String UNPLAYABLE =
      "it cannot be played over WebRTC, since its B-frames are needed by other pictures and browsers"
          + " do not put pictures in order. Encode without B-frames (ffmpeg: -bf 0), or set"
          + " ingest.reorderedPictures to send.";

  /** One picture may be held back where B-frames are no references, two where they are. */
  private static final int REORDER_OF_REFERENCES = 2;

  /** A source that announced what so many pictures did not have has not got it. */
  private static final int ACQUIT_PICTURES = 150;

  /**
   * One that had it must have left off for longer: encoders do without B-frames where all stands
   * still.
   */
  private static final int REFORM_PICTURES = 600;

  private final SourceNotices notices;
  private final IngestCounters counters;
  private final boolean sendAll;
  private long highestPtsTicks90k = Long.MIN_VALUE;
  private boolean unplayable;
  private boolean proved;

  /** Viewers miss pictures that the next ones need, until a start comes. */
  private boolean stopped;

  private int picturesInOrder;

  PictureOrder(SourceNotices notices, IngestCounters counters, boolean sendAll) {
    this.notices = notices;
    this.counters = counters;
    this.sendAll = sendAll;
  }

  /**
   * New parameter sets came, before viewers are told of them.
   *
   * @param maxReorderFrames as the SPS says it
   * @param delayed whether the picture that they came with is shown later than it is decoded
   */
  void announced(int maxReorderFrames, boolean delayed) {
    acquit();
    if (!sendAll && delayed && maxReorderFrames >= REORDER_OF_REFERENCES) {
      condemn();
    }
  }

  /**
   * Whether viewers are sent the next picture.
   *
   * @param idr whether it begins a new order
   * @param disposable whether no other picture refers to it
   * @param start whether decoding can start at it
   */
  boolean sends(long ptsTicks90k, boolean idr, boolean disposable, boolean start) {
    boolean late = !idr && ptsTicks90k < highestPtsTicks90k;
    if (late) {
      counters.increment(IngestCounter.REORDERED_PICTURES);
    } else {
      highestPtsTicks90k = ptsTicks90k;
      inOrder();
    }
    if (sendAll) {
      return true;
    }
    if (late && !disposable) {
      proved = true;
      picturesInOrder = 0;
      condemn();
    }
    if (proved || (stopped && !start)) {
      stopped = true;
      counters.increment(IngestCounter.UNPLAYABLE_PICTURES);
      return false;
    }
    stopped = false;
    if (late) {
      counters.increment(IngestCounter.LEFT_OUT_PICTURES);
      notices.warn(LEFT_OUT);
    }
    return !late;
  }

  private void inOrder() {
    if (unplayable && ++picturesInOrder == (proved ? REFORM_PICTURES : ACQUIT_PICTURES)) {
      acquit();
    }
  }

  private void condemn() {
    if (!unplayable) {
      unplayable = true;
      notices.unplayable(UNPLAYABLE);
    }
  }

  private void acquit() {
    if (unplayable) {
      notices.playable();
    }
    unplayable = false;
    proved = false;
    picturesInOrder = 0;
  }
}
