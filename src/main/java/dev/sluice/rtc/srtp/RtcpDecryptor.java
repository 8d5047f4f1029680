package dev.sluice.rtc.srtp;

/** Verifies and decrypts SRTCP packets in place, under one set of session keys. */
interface RtcpDecryptor extends CipherResource {
  /** Position of the word with E flag and index, in bytes from the end of the SRTCP packet. */
  int rtcpIndexFromEnd();

  /**
   * Verifies and decrypts.
   *
   * @param length at least 8 bytes more than index and tag together
   * @return length without index and tag, or -1 if the tag is wrong
   */
  int openRtcp(byte[] packet, int offset, int length);
}
