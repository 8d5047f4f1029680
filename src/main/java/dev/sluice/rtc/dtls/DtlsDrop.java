package dev.sluice.rtc.dtls;

/** Why a datagram was not taken by {@link DtlsEndpoint#receive}; each one is a counter. */
public enum DtlsDrop {
  /** Not a sequence of DTLS records (RFC 6347 section 4.1). */
  MALFORMED,
  /** Longer than any path's packet. */
  TOO_LONG,
  /** A handshake fragment that declares a message of more than 16 KB. */
  OVERSIZED_MESSAGE,
  /**
   * Records that are of no use here: application data, heartbeats, plain alerts after the
   * handshake.
   */
  IGNORED,
  /** More datagrams at once than a handshake has use for. */
  QUEUE_FULL,
  /** The connection has ended. */
  CLOSED
}
