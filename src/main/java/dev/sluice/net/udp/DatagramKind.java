package dev.sluice.net.udp;

/**
 * The protocol of a datagram, by its first byte (RFC 7983 section 7):
 *
 * <pre>
 *              +----------------+
 *              |        [0..3] -+--> STUN
 *              |       [16..19] |    (ZRTP)
 *  datagram -->|       [20..63] +--> DTLS
 *              |       [64..79] |    (TURN channel)
 *              |     [128..191] +--> SRTP or SRTCP
 *              +----------------+
 * </pre>
 */
enum DatagramKind {
  STUN,
  DTLS,
  SRTP,
  UNKNOWN;

  static DatagramKind of(byte[] datagram, int length) {
    if (length == 0) {
      return UNKNOWN;
    }
    int first = datagram[0] & 0xFF;
    if (first <= 3) {
      return STUN;
    }
    if (first >= 20 && first <= 63) {
      return DTLS;
    }
    return first >= 128 && first <= 191 ? SRTP : UNKNOWN;
  }
}
