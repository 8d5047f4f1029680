package dev.sluice.source.srt;

/** Events of SRT connections. */
enum SrtCounter {
  /** A connection was made. */
  CONNECTED,
  /** A handshake failed after its stream id was accepted: the passphrase, or options. */
  HANDSHAKE_FAILED,
  /** A packet was received. */
  PACKET,
  /** A packet was missing when a later one came. */
  LOST,
  /** A packet was received as a retransmission. */
  RETRANSMITTED,
  /** A packet was missing when it had to be delivered, and is given up. */
  DROPPED,
  /** A packet came after that. */
  BELATED,
  /** A packet could not be decrypted. */
  UNDECRYPTED
}
