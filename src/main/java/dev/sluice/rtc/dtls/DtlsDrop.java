package dev.sluice.rtc.dtls;

/** Reason why {@link DtlsEndpoint#receive} dropped a datagram. Each has a counter. */
public enum DtlsDrop {
  /** Not a sequence of DTLS records (RFC 6347 section 4.1). */
  MALFORMED,
  /** Longer than the MTU of any path. */
  TOO_LONG,
  /** A handshake fragment that declares a message of more than 16 KB. */
  OVERSIZED_MESSAGE,
  /** More fragments than a handshake needs. */
  TOO_MANY_FRAGMENTS,
  /** Records without use: application data, heartbeats, unencrypted alerts after the handshake. */
  IGNORED,
  /** More queued datagrams than a handshake needs. */
  QUEUE_FULL,
  /** The connection has ended. */
  CLOSED
}
