package dev.sluice.viewer.stats;

/** Why a session ended. */
public enum EndReason {
  /** Its viewer deleted it. */
  DELETED,
  /** Its viewer closed DTLS. */
  CLOSED_BY_VIEWER,
  /** No valid connectivity check came for the consent time. */
  CONSENT_EXPIRED,
  /** It was not connected in time. */
  NEVER_CONNECTED,
  /** The DTLS handshake failed. */
  HANDSHAKE_FAILED,
  /** The right to watch, such as a token, has expired. */
  EXPIRED,
  /** Its stream ended. */
  STREAM_ENDED,
  /** The service stops. */
  SHUTDOWN
}
