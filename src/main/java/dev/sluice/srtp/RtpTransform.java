package dev.sluice.srtp;

/** Encryption and authentication of RTP packets in place, under one set of session keys. */
interface RtpTransform extends KeyHolder {
  /**
   * Encrypts what stands behind the header and appends the tag.
   *
   * @param headerBytes length of the header, which stays in clear
   * @param length length of header and payload
   * @return length with the tag
   */
  int sealRtp(byte[] packet, int offset, int headerBytes, int length, long packetIndex48);

  /**
   * The same for a payload in another array, and into native memory.
   *
   * @param room in whose head the header stands, and the beginning of what is to be encrypted
   * @param at where the packet is to begin
   * @param clearBytes length of the header and of that beginning
   * @return length with the tag
   */
  default int sealRtp(
      PacketRoom room,
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
