package dev.sluice.rtc.rtcp;

/**
 * Is told what a viewer reports. All methods do nothing by default. SSRCs, sequence numbers and
 * values are as they stand in the packet: nobody has checked that they mean anything.
 */
public interface RtcpListener {
  /**
   * A report block of a receiver or sender report (RFC 3550 section 6.4.1).
   *
   * @param senderSsrc who reports
   * @param mediaSsrc what it reports on
   * @param fractionLost of the packets since the last report, in 1/256, 0..255
   * @param cumulativeLost of all packets, -2^23..2^23-1
   * @param highestSequence highest sequence number received (16 bits) under the count of cycles (16
   *     bits)
   * @param jitter in units of the payload's clock, 0..2^32-1
   * @param lastSenderReport middle 32 bits of the NTP time of the last sender report received, 0
   *     for none
   * @param delaySinceLastSenderReport in units of 1/65536 s, 0..2^32-1
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
   * @param blp bit i says that pid + i + 1 is lost as well, 0..65535
   */
  default void nack(int mediaSsrc, int pid, int blp) {}

  /** The viewer cannot show a picture and wants a key frame (RFC 4585 section 6.3.1). */
  default void pli(int mediaSsrc) {}

  /**
   * A key frame is wanted (RFC 5104 section 4.3.1).
   *
   * @param command number of the request, 0..255; the same again is a repetition
   */
  default void fir(int mediaSsrc, int command) {}

  /**
   * The receiver's estimate of the bandwidth of the path (draft-alvestrand-rmcat-remb-03).
   *
   * @param bitsPerSecond not negative, {@link Long#MAX_VALUE} when it does not fit
   */
  default void remb(long bitsPerSecond) {}

  /**
   * Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01), not yet parsed:
   * see {@link TransportFeedbackReader}.
   *
   * @param packet valid during the call only
   * @param offset where the base sequence number stands
   * @param length count of bytes from there to the end without padding, at least 8
   */
  default void transportFeedback(int mediaSsrc, byte[] packet, int offset, int length) {}

  /** The SSRC ends (RFC 3550 section 6.6). */
  default void bye(int ssrc) {}
}
