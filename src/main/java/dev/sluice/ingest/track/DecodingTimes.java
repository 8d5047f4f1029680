package dev.sluice.ingest.track;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.media.Track;
import java.util.Arrays;

/**
 * Computes decoding times for a source that reorders its pictures and sends presentation times
 * only. Recorders need decoding times that never go backwards and are never later than the
 * presentation.
 *
 * <p>The n-th decoding time is the n-th smallest presentation time, minus the duration of the
 * pictures that the encoder holds back.
 *
 * <p>After the first decoding time from the source, its stamps are used unchanged. If one of them
 * is later than the presentation of its picture, and the presentation lies within the pictures that
 * H.264 may hold back, then the presentation times are right and the decoding times are wrong. From
 * then on they are computed.
 */
public final class DecodingTimes {
  /** Largest max_num_reorder_frames that H.264 allows. */
  private static final int MAX_REORDER = 16;

  private static final long MASK = (1L << 33) - 1;

  /** A larger step back is a jump of the source's clock: 10 s. */
  private static final long MAX_BACK_TICKS = 900_000;

  private final EnumCounters<IngestCounter> counters;
  private final Runnable onWrong;
  private long[] pending = new long[1];
  private boolean given;
  private boolean wrong;
  private boolean inOrder;
  private int reorder;
  private boolean seen;
  private long lastPts;

  /** Whether {@link #pending} and {@link #lastDts} belong to this run of the source's clock. */
  private boolean started;

  private long lastDts;

  /**
   * @param onWrong called once, when the decoding times of the source turn out to be wrong
   */
  public DecodingTimes(EnumCounters<IngestCounter> counters, Runnable onWrong) {
    this.counters = counters;
    this.onWrong = onWrong;
  }

  /** The warning about a track with wrong decoding times. */
  public static String wrong(Track track) {
    return "%s has decoding times (DTS) later than the presentation (PTS) of their pictures: they are"
            .formatted(track.format().label())
        + " computed from the presentation times.";
  }

  /**
   * Takes over a new SPS.
   *
   * @param maxReorderFrames maximum number of pictures held back, negative if the SPS does not
   *     state it
   */
  public void setReorder(int maxReorderFrames) {
    inOrder = maxReorderFrames == 0;
    if (maxReorderFrames > reorder) {
      reorder = Math.min(maxReorderFrames, MAX_REORDER);
      started = false;
    }
  }

  /**
   * The decoding time of the next picture, 33 bits.
   *
   * @param dts33 decoding time of the source, equal to {@code pts33} if it gives none
   * @param stepTicks usual distance between two pictures
   * @param idr whether no later picture is presented before this one; a step back is then a jump
   */
  public long next(long pts33, long dts33, long stepTicks, boolean idr) {
    long pts = lastPts + Ticks90k.signed33(pts33 - lastPts);
    boolean jump = idr || !seen || Math.abs(pts - lastPts) > MAX_BACK_TICKS;
    boolean back = !jump && pts < lastPts;
    seen = true;
    lastPts = pts;
    given |= pts33 != dts33;
    if (!wrong && isLate(pts33, dts33, stepTicks)) {
      wrong = true;
      started = false;
      reorder = inOrder ? 0 : Math.max(1, reorder);
      onWrong.run();
    }
    if (!wrong && (given || inOrder)) {
      return dts33;
    }
    if (back && reorder == 0) {
      reorder = 1;
      started = false;
    }
    started &= !jump;
    if (reorder > 0 || pts33 != dts33) {
      counters.increment(wrong ? IngestCounter.WRONG_DTS : IngestCounter.MISSING_DTS);
    }
    return reorder == 0 ? pts33 : order(pts, stepTicks) & MASK;
  }

  /** Whether only the decoding time can be wrong, since the presentation time is plausible. */
  private static boolean isLate(long pts33, long dts33, long stepTicks) {
    long late = Ticks90k.signed33(dts33 - pts33);
    return late > 0 && late <= MAX_REORDER * stepTicks;
  }

  private long order(long pts, long stepTicks) {
    if (started && pts < lastDts && reorder < MAX_REORDER) {
      // More pictures are held back than was known.
      reorder++;
      started = false;
    }
    if (!started) {
      started = true;
      pending = new long[reorder + 1];
      Arrays.setAll(pending, i -> pts - (reorder - i) * stepTicks);
    } else {
      pending[0] = pts;
      Arrays.sort(pending);
    }
    lastDts = pending[0];
    return lastDts;
  }
}
