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
   * The same for a payload that stands in another array, behind what of it stands in {@code out}.
   *
   * @param clearBytes length of the header and of the payload's beginning, both in {@code out}
   * @return length with the tag
   */
  default int sealRtp(
      byte[] out,
      int outOffset,
      int headerBytes,
      int clearBytes,
      byte[] payload,
      int payloadOffset,
      int payloadBytes,
      long packetIndex48) {
    System.arraycopy(payload, payloadOffset, out, outOffset + clearBytes, payloadBytes);
    return sealRtp(out, outOffset, headerBytes, clearBytes + payloadBytes, packetIndex48);
  }
}
