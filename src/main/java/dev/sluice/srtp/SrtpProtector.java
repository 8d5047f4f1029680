package dev.sluice.srtp;

import dev.sluice.bytes.Bytes;

/**
 * Encrypts the RTP and RTCP packets of one direction of one session, any number of SSRCs under one
 * master key. Not safe for use by several threads at once.
 *
 * <p>The caller answers for one thing: a (SSRC, packet index) pair is never given with two
 * different packets. Under GCM that would hand out the authentication key (RFC 7714 section 8.3).
 * The same packet again is fine and comes out the same.
 *
 * <p>The methods throw {@link IndexOutOfBoundsException} when a range does not lie in its array or
 * there is no room for the tag, and {@link IllegalArgumentException} when the index is not that of
 * the header's sequence number.
 *
 * <p>It may hold memory that the garbage collector does not see: {@link #close} gives it back.
 */
public interface SrtpProtector extends AutoCloseable {
  /** Says that there is no prefix. */
  int NO_PREFIX = -1;

  /**
   * Makes an SRTP packet out of a header that already stands in {@code out} and a payload in
   * another array.
   *
   * @param out where the RTP header (12 bytes, CSRCs, extension) stands and the packet is written
   * @param outOffset where the header begins; SSRC and sequence number are read from it
   * @param headerBytes length of the header with its CSRCs and extension
   * @param fuPrefix two bytes to go before the payload (FU indicator and FU header, RFC 6184
   *     section 5.8), 0..65535, or {@link #NO_PREFIX}
   * @param payload array with the payload, only read
   * @param payloadOffset where the payload begins
   * @param payloadBytes its length
   * @param packetIndex48 roll-over counter and sequence number (RFC 3711 section 3.3.1), see {@link
   *     PacketIndex}
   * @return length of the whole packet
   */
  default int protect(
      byte[] out,
      int outOffset,
      int headerBytes,
      int fuPrefix,
      byte[] payload,
      int payloadOffset,
      int payloadBytes,
      long packetIndex48) {
    int prefixBytes = 0;
    if (fuPrefix >= 0) {
      Bytes.put16(out, outOffset + headerBytes, fuPrefix);
      prefixBytes = Short.BYTES;
    }
    return protectPrefixed(
        out,
        outOffset,
        headerBytes,
        prefixBytes,
        payload,
        payloadOffset,
        payloadBytes,
        packetIndex48);
  }

  /**
   * The same with a prefix of any length, which already stands in {@code out} behind the header in
   * clear: the original sequence number of a retransmission (RFC 4588), headers of redundant audio
   * (RFC 2198).
   *
   * @param prefixBytes count of bytes behind the header that are encrypted in place before the
   *     payload
   */
  int protectPrefixed(
      byte[] out,
      int outOffset,
      int headerBytes,
      int prefixBytes,
      byte[] payload,
      int payloadOffset,
      int payloadBytes,
      long packetIndex48);

  /**
   * Encrypts a compound RTCP packet in place and appends index and tag (RFC 3711 section 3.4, RFC
   * 7714 section 9). The index is counted here, for each SSRC on its own.
   *
   * @param packet has {@link SrtpProfile#rtcpOverheadBytes} of room behind the packet
   * @param offset where the packet begins; its SSRC is that of the first packet of the compound
   * @param length its length, at least 8
   * @return length of the whole packet
   */
  int protectRtcp(byte[] packet, int offset, int length);

  /** Gives its keys and memory back. Nothing can be encrypted after it; closing again is fine. */
  @Override
  void close();
}
