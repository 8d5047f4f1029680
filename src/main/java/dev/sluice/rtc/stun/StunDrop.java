package dev.sluice.rtc.stun;

/** Reason why a datagram is not a valid connectivity check. Each has a counter. */
public enum StunDrop {
  /**
   * Not a STUN message: wrong first byte, magic cookie or length (RFC 7983, RFC 8489 section 5).
   */
  NOT_STUN,
  /** A response, an indication or another method; not answered. */
  NOT_A_BINDING_REQUEST,
  /** An attribute exceeds the message or has an impossible length, or FINGERPRINT is not last. */
  MALFORMED,
  /** An attribute relevant to authentication or nomination is repeated. */
  REPEATED_ATTRIBUTE,
  /** No USERNAME, or none before MESSAGE-INTEGRITY. */
  NO_USERNAME,
  /** USERNAME does not begin with a known local fragment and a colon. */
  UNKNOWN_USERNAME,
  /** No MESSAGE-INTEGRITY. */
  NO_INTEGRITY,
  /** MESSAGE-INTEGRITY does not match the local password. */
  WRONG_INTEGRITY,
  /** FINGERPRINT does not match the message. */
  WRONG_FINGERPRINT,
  /** Authenticated, but with an unknown comprehension-required attribute; answered with 420. */
  UNKNOWN_ATTRIBUTE,
  /** Authenticated, but its transaction came from another address before: a captured copy. */
  REPLAYED,
  /** Authenticated, but the sender claims to be the controlled side as well; answered with 487. */
  ROLE_CONFLICT
}
