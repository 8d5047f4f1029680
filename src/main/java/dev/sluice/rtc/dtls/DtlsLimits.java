package dev.sluice.rtc.dtls;

/**
 * Timeouts and MTU of a handshake.
 *
 * @param handshakeTimeoutMillis time from start to Finished
 * @param resendMillis initial retransmission timeout of a flight; doubles each time
 * @param mtuBytes largest UDP payload to send
 */
public record DtlsLimits(int handshakeTimeoutMillis, int resendMillis, int mtuBytes) {
  /** 10 s, 150 ms, 1200 bytes. */
  public static final DtlsLimits DEFAULT = new DtlsLimits(10_000, 150, 1200);

  private static final int MIN_MTU_BYTES = 256;

  /** Rejects impossible values. */
  public DtlsLimits {
    if (handshakeTimeoutMillis < 1 || resendMillis < 1 || mtuBytes < MIN_MTU_BYTES) {
      throw new IllegalArgumentException(
          "times must be at least 1 ms and the MTU at least " + MIN_MTU_BYTES + " bytes");
    }
  }
}
