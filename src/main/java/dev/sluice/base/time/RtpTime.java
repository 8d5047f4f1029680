package dev.sluice.base.time;

/**
 * Converts stream time to RTP time: the low 32 bits in units of the payload's clock (RFC 3550
 * section 5.1).
 *
 * <p>The input must be the unwrapped 64-bit count, never a 33-bit time stamp. 2^33 is a multiple of
 * 2^32, so that video would survive a plain cast; but 2^33 * 48000 / 90000 is not, and audio would
 * jump at every wrap (26.5 hours).
 */
public final class RtpTime {
  private RtpTime() {}

  /** Video, 90 kHz (RFC 6184 section 5.1). */
  public static int video90k(long ticks90k, int offset) {
    return (int) ticks90k + offset;
  }

  /** Opus, 48 kHz (RFC 7587 section 4.1): 15 ticks are 8 samples; rounded down. */
  public static int audio48k(long ticks90k, int offset) {
    return (int) Math.floorDiv(ticks90k * 8, 15L) + offset;
  }
}
