package dev.sluice.rtc.dtls;

/**
 * Limits of a handshake.
 *
 * @param handshakeTimeoutMillis from start to Finished
 * @param resendMillis before a flight is sent again the first time; doubles from then on
 * @param mtuBytes the largest datagram to send, UDP payload
 */
public record DtlsLimits(int handshakeTimeoutMillis, int resendMillis, int mtuBytes) {
  /** 10 s, 150 ms, 1200 bytes. */
  public static final DtlsLimits DEFAULT = new DtlsLimits(10_000, 150, 1200);

  private static final int MIN_MTU_BYTES = 256;

  /** Refuses limits that cannot work. */
  public DtlsLimits {
    if (handshakeTimeoutMillis < 1 || resendMillis < 1 || mtuBytes < MIN_MTU_BYTES) {
      throw new IllegalArgumentException(
          "times must be at least 1 ms and the MTU at least " + MIN_MTU_BYTES + " bytes");
    }
  }
}
