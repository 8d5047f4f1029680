package dev.sluice.rtc.srtp;

/**
 * Encrypts the RTP and RTCP packets of one direction of one session, any number of SSRCs under one
 * master key. Not safe for use by several threads at once.
 *
 * <p>The caller must never use a pair of SSRC and packet index for two different packets: under
 * GCM, that reveals the authentication key (RFC 7714 section 8.3). Protecting the same packet again
 * is allowed and gives the same result.
 *
 * <p>The methods throw {@link IndexOutOfBoundsException} if a range does not lie in its array or
 * memory, or there is no room for the tag, and {@link IllegalArgumentException} if the packet index
 * does not match the sequence number of the header.
 *
 * <p>A protector may hold native memory. {@link #close} releases it.
 */
public interface SrtpProtector extends AutoCloseable {
  /**
   * Builds an SRTP packet from a header and a payload.
   *
   * @param room its head holds the RTP header (12 bytes, CSRCs, extension) and the prefix, and may
   *     be overwritten; the packet is written to its native memory
   * @param at offset of the packet in the native memory
   * @param headerBytes length of the header with its CSRCs and extension; SSRC and sequence number
   *     are read from it
   * @param prefixBytes count of payload bytes in the head, after the header: FU indicator and FU
   *     header (RFC 6184 section 5.8), the original sequence number of a retransmission (RFC 4588),
   *     headers of redundant audio (RFC 2198)
   * @param payload array with the rest of the payload, only read
   * @param payloadOffset offset of the rest
   * @param payloadBytes length of the rest
   * @param packetIndex48 roll-over counter and sequence number (RFC 3711 section 3.3.1), see {@link
   *     PacketIndex}
   * @return length of the SRTP packet
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
   * 7714 section 9). The protector counts the index, separately for each SSRC.
   *
   * @param packet array with {@link SrtpProfile#rtcpOverheadBytes} of room after the packet
   * @param offset of the compound; the SSRC of its first packet selects the index
   * @param length of the compound, at least 8
   * @return length of the SRTCP packet
   */
  int protectRtcp(byte[] packet, int offset, int length);

  /** Releases keys and memory. Nothing can be encrypted afterwards; closing twice is allowed. */
  @Override
  void close();
}
