package dev.sluice.viewer.stats;

/** Reason for the end of a session. */
public enum EndReason {
  /** The viewer deleted it. */
  DELETED,
  /** The operator ended it. */
  KICKED,
  /** The viewer closed DTLS. */
  CLOSED_BY_VIEWER,
  /** No valid connectivity check came within the consent timeout. */
  CONSENT_EXPIRED,
  /** The session was not connected in time. */
  NEVER_CONNECTED,
  /** The DTLS handshake failed. */
  HANDSHAKE_FAILED,
  /** The viewer's right to watch, such as a token, has expired. */
  EXPIRED,
  /** The picture got a format that the negotiated payload type does not cover. */
  FORMAT_CHANGED,
  /** The viewer was answered before the stream had output, and no output came in time. */
  NO_OUTPUT,
  /** The stream ended. */
  STREAM_ENDED,
  /** The service shuts down. */
  SHUTDOWN
}
