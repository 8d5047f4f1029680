package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.libcrypto.AesGcmScratch;

/**
 * Computes AES-GCM nonces: salt XOR (two zero bytes, SSRC, index), RFC 7714 sections 8.1 and 9.1.
 */
final class GcmNonce {
  private final int saltHigh;
  private final long saltLow;

  GcmNonce(byte[] salt) {
    this.saltHigh = Bytes.i32(salt, 0);
    this.saltLow = Bytes.i64(salt, Integer.BYTES);
  }

  /** Writes the nonce of a packet to the scratch memory. */
  void put(AesGcmScratch scratch, long ssrc, long index48) {
    scratch.nonce(saltHigh ^ (int) (ssrc >>> 16), saltLow ^ (ssrc << 48 | index48));
  }
}
