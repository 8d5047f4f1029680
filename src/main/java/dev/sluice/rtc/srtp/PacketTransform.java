package dev.sluice.rtc.srtp;

/**
 * Encryption and authentication of RTP and RTCP packets in place, under one set of session keys: as
 * the ciphers of the Java runtime do it, in arrays.
 */
interface PacketTransform extends RtpEncryptor, RtcpEncryptor, RtcpDecryptor {
  /**
   * Encrypts what stands behind the header and appends the tag.
   *
   * @param headerBytes length of the header, which stays in clear
   * @param length length of header and payload
   * @return length with the tag
   */
  int sealRtp(byte[] packet, int offset, int headerBytes, int length, long packetIndex48);

  @Override
  default int sealRtp(
      PacketBuffer room,
      int at,
      int headerBytes,
      int clearBytes,
      byte[] payload,
      int payloadOffset,
      int payloadBytes,
      long packetIndex48) {
    System.arraycopy(payload, payloadOffset, room.head(), clearBytes, payloadBytes);
    int length = sealRtp(room.head(), 0, headerBytes, clearBytes + payloadBytes, packetIndex48);
    room.put(room.head(), 0, at, length);
    return length;
  }
}
