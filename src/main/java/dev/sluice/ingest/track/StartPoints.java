package dev.sluice.ingest.track;

import dev.sluice.base.time.Ticks90k;

/**
 * Decides where decoding can start: at IDR pictures, or at recovery points (ITU-T H.264 clause
 * D.2.8) if the source has no IDR pictures (intra refresh, open groups of pictures).
 *
 * <p>An IDR picture is preferred: some decoders wait for one regardless of recovery points, and
 * with intra refresh the picture takes a while to build up. A recovery point counts only after a
 * longer time without IDR pictures than encoders usually leave.
 */
public final class StartPoints {
  /** 250 pictures at 25 a second, which is x264's default. */
  private static final long WITHOUT_IDR_TICKS = 10 * Ticks90k.PER_SECOND;

  private boolean seen;
  private long lastIdrTicks;

  /** Whether decoding can start at the next picture in decoding order, which is intact. */
  public boolean isStart(boolean idr, boolean recoveryPoint, long dtsTicks90k) {
    if (idr) {
      seen = true;
      lastIdrTicks = dtsTicks90k;
      return true;
    }
    return recoveryPoint && (!seen || dtsTicks90k - lastIdrTicks > WITHOUT_IDR_TICKS);
  }
}
