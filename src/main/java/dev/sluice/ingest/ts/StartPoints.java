package dev.sluice.ingest.ts;

import dev.sluice.base.time.Ticks90k;

/**
 * Decides where decoding can start: at IDR pictures, and where a source has none (intra refresh,
 * open groups of pictures) at recovery points (ITU-T H.264 clause D.2.8).
 *
 * <p>A recovery point is the lesser start: some decoders wait for an IDR picture all the same, and
 * after one with intra refresh the picture takes a while to build up. So it counts only when no IDR
 * picture has come for longer than encoders usually let pass.
 */
final class StartPoints {
  /** 250 pictures at 25 a second, which is x264's default. */
  private static final long WITHOUT_IDR_TICKS = 10 * Ticks90k.PER_SECOND;

  private boolean seen;
  private long lastIdrTicks;

  /** Whether decoding can start at an intact picture, the next in order of decoding. */
  boolean isStart(boolean idr, boolean recoveryPoint, long dtsTicks90k) {
    if (idr) {
      seen = true;
      lastIdrTicks = dtsTicks90k;
      return true;
    }
    return recoveryPoint && (!seen || dtsTicks90k - lastIdrTicks > WITHOUT_IDR_TICKS);
  }
}
