package dev.sluice.rtc.rtcp;

/** Reason for dropping a whole compound RTCP packet. */
public enum RtcpDropReason {
  /** Too short for any packet. */
  TOO_SHORT,
  /** A packet's version is not 2. */
  BAD_VERSION,
  /** A packet's length exceeds the compound, or its content exceeds its length. */
  BAD_LENGTH,
  /** Padding in a packet other than the last, or longer than the packet (RFC 3550 appendix A.2). */
  BAD_PADDING
}
