package dev.sluice.rtc.srtp;

/** The keys of one packet kind, RTP or RTCP, in one direction (RFC 3711 section 4.3). */
final class SrtpSessionKeys {
  final byte[] cipherKey;
  final byte[] authKey;
  final byte[] salt;

  /**
   * @param cipherKey AES key
   * @param authKey HMAC-SHA1 key, empty under GCM
   * @param salt 12 bytes under GCM, otherwise 14
   */
  SrtpSessionKeys(byte[] cipherKey, byte[] authKey, byte[] salt) {
    this.cipherKey = cipherKey;
    this.authKey = authKey;
    this.salt = salt;
  }
}
