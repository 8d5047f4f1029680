package dev.sluice.ingest.ts;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.Ticks90k;
import java.util.Arrays;

/**
 * Computes decoding times for a source that reorders its pictures and sends presentation times
 * only. Recorders need decoding times that never go backwards and are never later than the
 * presentation.
 *
 * <p>The n-th decoding time is the n-th smallest presentation time, minus the duration of the
 * pictures that the encoder holds back.
 *
 * <p>After the first decoding time from the source, its stamps are used unchanged.
 */
final class DecodingTimes {
  /** Largest max_num_reorder_frames that H.264 allows. */
  private static final int MAX_REORDER = 16;

  private static final long MASK = (1L << 33) - 1;

  /** A larger step back is a jump of the source's clock: 10 s. */
  private static final long MAX_BACK_TICKS = 900_000;

  private final EnumCounters<IngestCounter> counters;
  private long[] pending = new long[1];
  private boolean given;
  private boolean inOrder;
  private boolean started;
  private int reorder;
  private long lastPts;
  private long lastDts;

  DecodingTimes(EnumCounters<IngestCounter> counters) {
    this.counters = counters;
  }

  /**
   * Takes over a new SPS.
   *
   * @param maxReorderFrames maximum number of pictures held back, negative if the SPS does not
   *     state it
   */
  void setReorder(int maxReorderFrames) {
    inOrder = maxReorderFrames == 0;
    if (maxReorderFrames > reorder) {
      reorder = Math.min(maxReorderFrames, MAX_REORDER);
      started = false;
    }
  }

  /**
   * Whether decoding times may have to be computed: the source sent none, and the SPS allows
   * reordering.
   */
  boolean needed() {
    return !given && !inOrder;
  }

  /**
   * The decoding time of the next picture, 33 bits.
   *
   * @param dts33 decoding time of the source, equal to {@code pts33} if it gives none
   * @param stepTicks usual distance between two pictures
   * @param idr whether no later picture is presented before this one; a step back is then a jump
   */
  long next(long pts33, long dts33, long stepTicks, boolean idr) {
    given |= pts33 != dts33;
    if (given || inOrder) {
      return dts33;
    }
    long pts = lastPts + Ticks90k.signed33(pts33 - lastPts);
    if (idr || (started && Math.abs(pts - lastPts) > MAX_BACK_TICKS)) {
      started = false;
    } else if (started && pts < lastPts && reorder == 0) {
      reorder = 1;
      started = false;
    }
    lastPts = pts;
    if (reorder == 0) {
      started = true;
      return dts33;
    }
    counters.increment(IngestCounter.MISSING_DTS);
    return order(pts, stepTicks) & MASK;
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
