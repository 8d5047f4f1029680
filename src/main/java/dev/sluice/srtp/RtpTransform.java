package dev.sluice.srtp;

/** Encryption and authentication of RTP packets in place, under one set of session keys. */
interface RtpTransform extends AutoCloseable {
  /**
   * Encrypts what stands behind the header and appends the tag.
   *
   * @param headerBytes length of the header, which stays in clear
   * @param length length of header and payload
   * @return length with the tag
   */
  int sealRtp(byte[] packet, int offset, int headerBytes, int length, long packetIndex48);

  /** Gives back what the garbage collector does not; nothing can be sealed after it. */
  @Override
  default void close() {}
}
