package dev.sluice.rtc.rtcp;

/** Reason for dropping an RTCP packet. */
public enum RtcpDropReason {
  /** The datagram is too short for any packet. */
  TOO_SHORT,
  /** The version is not 2. */
  BAD_VERSION,
  /** The length exceeds the datagram, or the content exceeds the length. */
  BAD_LENGTH,
  /** The padding is announced and empty, or longer than the packet. */
  BAD_PADDING
}
