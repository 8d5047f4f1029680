package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.libcrypto.AesGcmScratch;

/** The nonce is salt XOR (two zeros, SSRC, index): RFC 7714 sections 8.1 and 9.1. */
final class GcmNonce {
  private final int saltHigh;
  private final long saltLow;

  GcmNonce(byte[] salt) {
    this.saltHigh = Bytes.i32(salt, 0);
    this.saltLow = Bytes.i64(salt, Integer.BYTES);
  }

  /** Sets the nonce of one packet. */
  void put(AesGcmScratch scratch, long ssrc, long index48) {
    scratch.nonce(saltHigh ^ (int) (ssrc >>> 16), saltLow ^ (ssrc << 48 | index48));
  }
}
