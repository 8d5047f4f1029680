package dev.sluice.stream.publish;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.TrackFormat;
import java.util.Optional;

/**
 * Decides which pictures are sent to viewers. Browsers present pictures in the order of arrival. A
 * B-frame, which must be presented before a picture that was sent already, comes too late.
 *
 * <p>A B-frame that no other picture refers to is left out, which only makes the motion less
 * smooth. A B-frame that other pictures refer to (the B-pyramid, x264's default) cannot be left
 * out: the stream is then not playable. Connected viewers keep their session, the audio and the
 * last picture. They see the next key picture after the source has stopped reordering.
 */
final class PictureOrder {
  static final String LEFT_OUT =
      "the source has B-frames, which browsers do not reorder: they are not sent to viewers."
          + " Encode without (ffmpeg: -bf 0) for smooth motion.";
  static final String UNPLAYABLE =
      "it cannot be played over WebRTC, since its B-frames are needed by other pictures and browsers"
          + " do not put pictures in order. Encode without B-frames (ffmpeg: -bf 0), or set"
          + " ingest.reorderedPictures to send.";

  /** One reordered picture means B-frames without references, two mean B-frames as references. */
  private static final int REORDER_OF_REFERENCES = 2;

  /** After this many pictures in order, an SPS that announces reordering is ignored. */
  private static final int IN_ORDER_AFTER_ANNOUNCEMENT = 150;

  /**
   * After this many pictures in order, observed reordering is forgotten. The number is higher,
   * since encoders make no B-frames while the picture stands still.
   */
  private static final int IN_ORDER_AFTER_REORDERING = 600;

  /** Takes the verdict. */
  interface Verdict {
    /** The stream is not playable for that reason, or playable again. */
    void unplayable(Optional<String> reason);

    /** The stream has a flaw that does not stop playback. */
    void warn(String sentence);
  }

  private final Verdict verdict;
  private final EnumCounters<PublishCounter> counters;
  private final boolean sendAll;
  private long highestPtsTicks90k = Long.MIN_VALUE;
  private boolean unplayable;
  private boolean reorderingSeen;

  /** Viewers miss reference pictures until the next key picture. */
  private boolean stopped;

  private int picturesInOrder;

  /**
   * @param sendAll true to send viewers all pictures, in any order
   */
  PictureOrder(Verdict verdict, EnumCounters<PublishCounter> counters, boolean sendAll) {
    this.verdict = verdict;
    this.counters = counters;
    this.sendAll = sendAll;
  }

  /** The reason why browsers cannot play the pictures; empty if they can. */
  Optional<String> reason() {
    return unplayable ? Optional.of(UNPLAYABLE) : Optional.empty();
  }

  /** Checks a new format before viewers get it. */
  void formatChanged(TrackFormat format) {
    setPlayable();
    if (!sendAll && format.reorderFrames() >= REORDER_OF_REFERENCES) {
      setUnplayable();
    }
  }

  /** Whether the next picture in decoding order is sent to viewers. */
  boolean sends(AccessUnit unit) {
    boolean late = !unit.key() && unit.ptsTicks90k() < highestPtsTicks90k;
    if (late) {
      counters.increment(PublishCounter.REORDERED_PICTURES);
    } else {
      highestPtsTicks90k = unit.ptsTicks90k();
      countInOrder();
    }
    if (sendAll) {
      return true;
    }
    if (late && !unit.disposable()) {
      reorderingSeen = true;
      picturesInOrder = 0;
      setUnplayable();
    }
    if (reorderingSeen || (stopped && !unit.key())) {
      stopped = true;
      counters.increment(PublishCounter.UNPLAYABLE_PICTURES);
      return false;
    }
    stopped = false;
    if (late) {
      counters.increment(PublishCounter.LEFT_OUT_PICTURES);
      verdict.warn(LEFT_OUT);
    }
    return !late;
  }

  private void countInOrder() {
    int enough = reorderingSeen ? IN_ORDER_AFTER_REORDERING : IN_ORDER_AFTER_ANNOUNCEMENT;
    if (unplayable && ++picturesInOrder == enough) {
      setPlayable();
    }
  }

  private void setUnplayable() {
    if (!unplayable) {
      unplayable = true;
      verdict.unplayable(Optional.of(UNPLAYABLE));
    }
  }

  private void setPlayable() {
    if (unplayable) {
      verdict.unplayable(Optional.empty());
    }
    unplayable = false;
    reorderingSeen = false;
    picturesInOrder = 0;
  }
}
