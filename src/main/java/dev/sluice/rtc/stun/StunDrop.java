package dev.sluice.rtc.stun;

/** Why a datagram did not count as a valid connectivity check; each one is a counter. */
public enum StunDrop {
  /** Not a STUN message: first byte, magic cookie or length (RFC 7983, RFC 8489 section 5). */
  NOT_STUN,
  /** A response, an indication or another method; not answered. */
  NOT_A_BINDING_REQUEST,
  /**
   * An attribute that overruns the message or has an impossible length, or a FINGERPRINT that is
   * not last.
   */
  MALFORMED,
  /** An attribute that authentication or nomination rests on stands there twice. */
  REPEATED_ATTRIBUTE,
  /** No USERNAME, or none before MESSAGE-INTEGRITY. */
  NO_USERNAME,
  /** USERNAME does not begin with the fragment of this session, followed by a colon. */
  UNKNOWN_USERNAME,
  /** No MESSAGE-INTEGRITY. */
  NO_INTEGRITY,
  /** MESSAGE-INTEGRITY does not match the local password. */
  WRONG_INTEGRITY,
  /** FINGERPRINT does not match the message. */
  WRONG_FINGERPRINT,
  /** Authentic, but with a comprehension-required attribute nobody knows; answered with 420. */
  UNKNOWN_ATTRIBUTE,
  /** Authentic, but the sender wants to be the controlled side as well; answered with 487. */
  ROLE_CONFLICT
}
