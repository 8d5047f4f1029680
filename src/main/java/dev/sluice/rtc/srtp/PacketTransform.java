package dev.sluice.rtc.srtp;

/**
 * A cryptographic transform (RFC 3711 section 4) that works on arrays in place, by ciphers of the
 * JDK.
 */
interface PacketTransform extends RtpEncryptor, RtcpEncryptor, RtcpDecryptor {
  /**
   * Encrypts the payload and appends the tag.
   *
   * @param headerBytes length of the header, which is not encrypted
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
