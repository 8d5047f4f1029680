package dev.sluice.rtc.rtcp;

/** Why a compound RTCP packet was thrown away as a whole. */
public enum RtcpDropReason {
  /** No packet fits in. */
  TOO_SHORT,
  /** A packet's version is not 2. */
  BAD_VERSION,
  /** A packet's length goes beyond the compound, or what it says to hold beyond its length. */
  BAD_LENGTH,
  /** Padding elsewhere than in the last packet, or more than there is (RFC 3550 A.2). */
  BAD_PADDING
}
