package dev.sluice.viewer.feedback;

import dev.sluice.base.time.NtpTime;

/** The latest sender reports of one track, to compute the round-trip time of a report block. */
final class SentReports {
  /** Reports are sent about once a second, and receivers answer within a few seconds. */
  private static final int KEPT = 8;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_UNIT = 1e9 / 65_536;

  private final int[] middle32 = new int[KEPT];
  private final long[] sentNanos = new long[KEPT];
  private long count;

  void sent(long ntp64, long nowNanos) {
    int slot = (int) (count++ % KEPT);
    middle32[slot] = NtpTime.middle32(ntp64);
    sentNanos[slot] = nowNanos;
  }

  /**
   * Round-trip time in milliseconds (RFC 3550 section 6.4.1), or -1 if no such report is kept.
   *
   * @param lastSenderReport LSR, the middle 32 bits of the report's NTP time
   * @param delayUnits DLSR, in 1/65536 s
   */
  double roundTripMillis(int lastSenderReport, long delayUnits, long nowNanos) {
    for (int slot = 0; slot < Math.min(count, KEPT); slot++) {
      if (middle32[slot] == lastSenderReport) {
        double nanos = nowNanos - sentNanos[slot] - delayUnits * NANOS_PER_UNIT;
        return Math.max(0, nanos / NANOS_PER_MILLI);
      }
    }
    return -1;
  }
}
