package dev.sluice.srtp;

/** Encryption and authentication of packets in place, under one set of session keys. */
interface PacketTransform {
  /**
   * Encrypts what stands behind the header and appends the tag.
   *
   * @param headerBytes length of the header, which stays in clear
   * @param length length of header and payload
   * @return length with the tag
   */
  int sealRtp(byte[] packet, int offset, int headerBytes, int length, long packetIndex48);

  /**
   * Encrypts all but the first 8 bytes, appends E flag, index and tag.
   *
   * @param index31 SRTCP index, not negative
   * @return length with index and tag
   */
  int sealRtcp(byte[] packet, int offset, int length, int index31);

  /** Where the word with E flag and index stands in an SRTCP packet, counted from its end. */
  int rtcpIndexFromEnd();

  /**
   * Verifies and decrypts.
   *
   * @param length at least 8 bytes more than index and tag
   * @return length without index and tag, or -1 when the tag is wrong
   */
  int openRtcp(byte[] packet, int offset, int length);
}
