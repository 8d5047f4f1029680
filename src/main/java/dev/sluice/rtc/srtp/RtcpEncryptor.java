package dev.sluice.rtc.srtp;

/** Encrypts and authenticates RTCP packets in place, under one set of session keys. */
interface RtcpEncryptor extends CipherResource {
  /**
   * Encrypts all but the first 8 bytes and appends E flag, index and tag.
   *
   * @param index31 SRTCP index, not negative
   * @return length with index and tag
   */
  int sealRtcp(byte[] packet, int offset, int length, int index31);
}
