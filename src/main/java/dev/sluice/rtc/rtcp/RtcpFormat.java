package dev.sluice.rtc.rtcp;

/** Constants of the RTCP packet formats. */
final class RtcpFormat {
  /** Version 2 in the upper bits of the first byte. */
  static final int VERSION_BITS = 0x80;

  static final int PADDING_BIT = 0x20;
  static final int COUNT_MASK = 0x1F;

  /** First byte, type, length in words minus one. */
  static final int HEADER_BYTES = 4;

  static final int SSRC_BYTES = 4;

  /** Header, sender's SSRC, SSRC of the media source (RFC 4585 section 6.1). */
  static final int FEEDBACK_HEADER_BYTES = 12;

  /** Header, SSRC, NTP, RTP time, packet and octet count (RFC 3550 section 6.4.1). */
  static final int SENDER_REPORT_BYTES = 28;

  static final int REPORT_BLOCK_BYTES = 24;

  // Packet types.
  static final int SENDER_REPORT = 200;
  static final int RECEIVER_REPORT = 201;
  static final int SOURCE_DESCRIPTION = 202;
  static final int GOODBYE = 203;
  static final int TRANSPORT_FEEDBACK = 205;
  static final int PAYLOAD_FEEDBACK = 206;

  static final int SDES_CNAME = 1;

  // Formats of transport feedback (RFC 4585 section 6.2, draft-holmer-rmcat-transport-wide-cc).
  static final int NACK = 1;
  static final int TRANSPORT_CC = 15;

  // Formats of payload-specific feedback (RFC 4585 section 6.3, RFC 5104, draft-alvestrand-remb).
  static final int PICTURE_LOSS = 1;
  static final int FULL_INTRA_REQUEST = 4;
  static final int APPLICATION_LAYER = 15;

  static final int NACK_ITEM_BYTES = 4;
  static final int FIR_ITEM_BYTES = 8;
  static final int REMB_UNIQUE_ID = 0x52454D42; // "REMB"

  private RtcpFormat() {}
}
