package dev.sluice.ingest.ts;

import java.util.Arrays;

/**
 * Works out decoding times for a source that gives presentation times only although its pictures
 * are reordered: recorders want decoding times that never go back and are never later than the
 * presentation.
 *
 * <p>Pictures are decoded at the times of presentation in ascending order, as much earlier as there
 * are pictures held back: the n-th decoding time is the n-th smallest presentation time, moved by
 * that many pictures.
 *
 * <p>A source that ever gave a decoding time of its own is believed for good.
 */
final class DecodingTimes {
  /** The most that H.264 allows to be held back. */
  private static final int MAX_REORDER = 16;

  private static final int SHIFT = Long.SIZE - 33;
  private static final long MASK = (1L << 33) - 1;

  /** A step back by more is a jump of the source's clock: 10 s. */
  private static final long MAX_BACK_TICKS = 900_000;

  private final IngestCounters counters;
  private long[] pending = new long[1];
  private boolean given;
  private boolean inOrder;
  private boolean started;
  private int reorder;
  private long lastPts;
  private long lastDts;

  DecodingTimes(IngestCounters counters) {
    this.counters = counters;
  }

  /** The SPS says how many pictures are held back at most, or that it does not know. */
  void setReorder(int maxReorderFrames) {
    inOrder = maxReorderFrames == 0;
    if (maxReorderFrames > reorder) {
      reorder = Math.min(maxReorderFrames, MAX_REORDER);
      started = false;
    }
  }

  /**
   * The decoding time of the next picture, 33 bits.
   *
   * @param dts33 as the source gives it, equal to {@code pts33} where it does not
   * @param stepTicks the usual distance of two pictures
   * @param idr whether no later picture is shown before it: then a step back is a jump
   */
  long next(long pts33, long dts33, long stepTicks, boolean idr) {
    given |= pts33 != dts33;
    if (given || inOrder) {
      return dts33;
    }
    long pts = lastPts + ((pts33 - lastPts) << SHIFT >> SHIFT);
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
      // More are held back than was known.
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
