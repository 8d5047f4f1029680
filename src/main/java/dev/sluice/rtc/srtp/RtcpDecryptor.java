package dev.sluice.rtc.srtp;

/** Checks and decrypts RTCP packets in place, under one set of session keys. */
interface RtcpDecryptor extends CipherResource {
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
