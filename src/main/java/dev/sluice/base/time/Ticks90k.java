package dev.sluice.base.time;

/**
 * Arithmetic on counts of the 90 kHz clock of MPEG-2 systems (ISO/IEC 13818-1 clause 2.4.3.7).
 *
 * <p>A count is a signed 64-bit number and never wraps in practice: 2^63 ticks are three million
 * years. Only time stamps of the source (33 bits) and RTP time (32 bits) wrap; see {@link
 * StampUnwrapper} and {@link RtpTime}.
 */
public final class Ticks90k {
  /** Ticks in one second. */
  public static final long PER_SECOND = 90_000;

  /** Ticks in one millisecond. */
  public static final long PER_MILLI = 90;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int SHIFT_33 = Long.SIZE - 33;

  private Ticks90k() {}

  /**
   * The low 33 bits of a difference of 33-bit stamps, sign-extended: the shorter of the two
   * directions.
   */
  public static long signed33(long difference) {
    return (difference << SHIFT_33) >> SHIFT_33;
  }

  /** Nanoseconds to ticks, rounded down; exact for every {@code long}. */
  public static long ofNanos(long nanos) {
    long seconds = Math.floorDiv(nanos, NANOS_PER_SECOND);
    long rest = Math.floorMod(nanos, NANOS_PER_SECOND);
    return seconds * PER_SECOND + rest * 9 / 100_000;
  }

  /** Ticks to nanoseconds, rounded down. Exact for counts within 292 years of zero. */
  public static long toNanos(long ticks90k) {
    long seconds = Math.floorDiv(ticks90k, PER_SECOND);
    long rest = Math.floorMod(ticks90k, PER_SECOND);
    return seconds * NANOS_PER_SECOND + rest * 100_000 / 9;
  }

  /** Milliseconds to ticks. */
  public static long ofMillis(long millis) {
    return millis * PER_MILLI;
  }

  /** Ticks to milliseconds, rounded down. */
  public static long toMillis(long ticks90k) {
    return Math.floorDiv(ticks90k, PER_MILLI);
  }

  /** Samples of a 48 kHz clock to ticks, rounded down: 15 ticks are 8 samples. */
  public static long ofSamples48k(long samples) {
    return Math.floorDiv(samples * 15, 8);
  }
}
