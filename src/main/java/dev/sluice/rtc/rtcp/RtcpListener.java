package dev.sluice.rtc.rtcp;

/**
 * Receives the content of a viewer's RTCP. All methods do nothing by default. SSRCs, sequence
 * numbers and values are passed as received, without plausibility checks.
 */
public interface RtcpListener {
  /**
   * A report block of a receiver or sender report (RFC 3550 section 6.4.1).
   *
   * @param senderSsrc SSRC of the reporter
   * @param mediaSsrc SSRC of the media reported on
   * @param fractionLost fraction of packets lost since the last report, in 1/256, 0..255
   * @param cumulativeLost packets lost in total, -2^23..2^23-1
   * @param highestSequence extended highest sequence number: 16 bits of cycles, 16 bits of sequence
   *     number
   * @param jitter interarrival jitter in units of the RTP clock, 0..2^32-1
   * @param lastSenderReport LSR: middle 32 bits of the NTP time of the last sender report, 0 for
   *     none
   * @param delaySinceLastSenderReport DLSR in units of 1/65536 s, 0..2^32-1
   */
  default void receiverReport(
      int senderSsrc,
      int mediaSsrc,
      int fractionLost,
      int cumulativeLost,
      long highestSequence,
      long jitter,
      int lastSenderReport,
      long delaySinceLastSenderReport) {}

  /**
   * One item of a generic NACK (RFC 4585 section 6.2.1).
   *
   * @param pid sequence number of a lost packet, 0..65535
   * @param blp bitmask of further losses: bit i stands for pid + i + 1, 0..65535
   */
  default void nack(int mediaSsrc, int pid, int blp) {}

  /** Picture loss indication: the viewer needs a key frame (RFC 4585 section 6.3.1). */
  default void pli(int mediaSsrc) {}

  /**
   * Full intra request: the viewer needs a key frame (RFC 5104 section 4.3.1).
   *
   * @param command sequence number of the request, 0..255; a repeated one is a retransmission
   */
  default void fir(int mediaSsrc, int command) {}

  /**
   * Receiver's estimate of the available bandwidth (draft-alvestrand-rmcat-remb-03).
   *
   * @param bitsPerSecond not negative; {@link Long#MAX_VALUE} if it does not fit
   */
  default void remb(long bitsPerSecond) {}

  /**
   * Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01), to be parsed by
   * {@link TransportFeedbackReader}.
   *
   * @param packet valid only during the call
   * @param offset of the base sequence number
   * @param length bytes from there to the end, without padding, at least 8
   */
  default void transportFeedback(int mediaSsrc, byte[] packet, int offset, int length) {}

  /** Goodbye: the SSRC left (RFC 3550 section 6.6). */
  default void bye(int ssrc) {}
}
