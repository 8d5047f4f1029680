package dev.sluice.rtc.srtp;

/**
 * Encrypts the RTP and RTCP packets of one direction of one session, any number of SSRCs under one
 * master key. Not safe for use by several threads at once.
 *
 * <p>The caller answers for one thing: a (SSRC, packet index) pair is never given with two
 * different packets. Under GCM that would hand out the authentication key (RFC 7714 section 8.3).
 * The same packet again is fine and comes out the same.
 *
 * <p>The methods throw {@link IndexOutOfBoundsException} when a range does not lie in its array or
 * memory, or there is no room for the tag, and {@link IllegalArgumentException} when the index is
 * not that of the header's sequence number.
 *
 * <p>It may hold memory that the garbage collector does not see: {@link #close} gives it back.
 */
public interface SrtpProtector extends AutoCloseable {
  /**
   * Makes an SRTP packet out of a header and a payload.
   *
   * @param room in whose head the RTP header (12 bytes, CSRCs, extension) stands, with the prefix
   *     behind it, which may be overwritten; the packet goes to its native memory
   * @param at where in that memory the packet is to begin
   * @param headerBytes length of the header with its CSRCs and extension; SSRC and sequence number
   *     are read from it
   * @param prefixBytes count of bytes behind the header that are encrypted before the payload: FU
   *     indicator and FU header (RFC 6184 section 5.8), the original sequence number of a
   *     retransmission (RFC 4588), headers of redundant audio (RFC 2198)
   * @param payload array with the payload, only read
   * @param payloadOffset where the payload begins
   * @param payloadBytes its length
   * @param packetIndex48 roll-over counter and sequence number (RFC 3711 section 3.3.1), see {@link
   *     PacketIndex}
   * @return length of the whole packet
   */
  int protect(
      PacketBuffer room,
      int at,
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
