package dev.sluice.srtp;

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
  /**
   * Makes an SRTP packet out of a header that already stands in {@code out} and a payload in
   * another array.
   *
   * @param out where the RTP header (12 bytes, CSRCs, extension) stands and the packet is written
   * @param outOffset where the header begins; SSRC and sequence number are read from it
   * @param headerBytes length of the header with its CSRCs and extension
   * @param prefixBytes count of bytes behind the header that are encrypted in place before the
   *     payload: FU indicator and FU header (RFC 6184 section 5.8), the original sequence number of
   *     a retransmission (RFC 4588), headers of redundant audio (RFC 2198)
   * @param payload array with the payload, only read
   * @param payloadOffset where the payload begins
   * @param payloadBytes its length
   * @param packetIndex48 roll-over counter and sequence number (RFC 3711 section 3.3.1), see {@link
   *     PacketIndex}
   * @return length of the whole packet
   */
  int protect(
      byte[] out,
      int outOffset,
      int headerBytes,
      int prefixBytes,
      byte[] payload,
      int payloadOffset,
      int payloadBytes,
      long packetIndex48);

  /**
   * The same, but the packet goes to native memory.
   *
   * @param room header and prefix stand in its head, which may be overwritten
   * @param at where the packet is to begin in its native memory
   */
  default int protect(
      PacketRoom room,
      int at,
      int headerBytes,
      int prefixBytes,
      byte[] payload,
      int payloadOffset,
      int payloadBytes,
      long packetIndex48) {
    int length =
        protect(
            room.head(),
            0,
            headerBytes,
            prefixBytes,
            payload,
            payloadOffset,
            payloadBytes,
            packetIndex48);
    room.put(room.head(), 0, at, length);
    return length;
  }

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
