package dev.sluice.base.time;

/**
 * NTP timestamps: 32 bits of seconds since 1900 and 32 bits of fraction (RFC 3550 section 4, RFC
 * 5905).
 */
public final class NtpTime {
  /** Seconds from 1900-01-01 to 1970-01-01. */
  private static final long UNIX_EPOCH_SECONDS = 2_208_988_800L;

  private NtpTime() {}

  /** The 64-bit NTP timestamp of a stream time (ticks since the Unix epoch). */
  public static long ofTicks90k(long ticks90k) {
    long seconds = Math.floorDiv(ticks90k, Ticks90k.PER_SECOND) + UNIX_EPOCH_SECONDS;
    long rest = Math.floorMod(ticks90k, Ticks90k.PER_SECOND);
    return seconds << 32 | (rest << 32) / Ticks90k.PER_SECOND;
  }

  /** The middle 32 bits, as in LSR of a report block (RFC 3550 section 6.4.1). */
  public static int middle32(long ntp) {
    return (int) (ntp >>> 16);
  }
}
