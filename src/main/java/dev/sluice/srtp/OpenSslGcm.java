package dev.sluice.srtp;

import dev.sluice.bytes.Bytes;
import java.lang.ref.Reference;

/** AES in Galois/counter mode (RFC 7714) by OpenSSL; makes no garbage. */
final class OpenSslGcm implements RtpTransform {
  private static final int TAG_BYTES = 16;
  private static final int SSRC_OFFSET = 8;

  private final CipherContexts contexts;
  private final CipherContext context;
  private final int saltHigh;
  private final long saltLow;

  OpenSslGcm(CipherContexts contexts, SessionKeys keys) {
    this.contexts = contexts;
    this.context = contexts.open(keys.cipherKey);
    this.saltHigh = Bytes.i32(keys.salt, 0);
    this.saltLow = Bytes.i64(keys.salt, Integer.BYTES);
  }

  /** Copies the packet to native memory and back: measured no slower than pinning the array. */
  @Override
  public int sealRtp(byte[] packet, int offset, int headerBytes, int length, long packetIndex48) {
    NativeScratch scratch = contexts.scratch();
    scratch.reserve(length + TAG_BYTES);
    scratch.load(packet, offset, length);
    // The nonce is salt XOR (two zeros, SSRC, index): RFC 7714 section 8.1.
    long ssrc = Bytes.u32(packet, offset + SSRC_OFFSET);
    scratch.nonce(saltHigh ^ (int) (ssrc >>> 16), saltLow ^ (ssrc << 48 | packetIndex48));
    long start = scratch.packetAddress();
    try {
      context.seal(
          scratch.nonceAddress(),
          start,
          headerBytes,
          start + headerBytes,
          length - headerBytes,
          start + length,
          scratch.countAddress());
    } finally {
      // Else the context could be released by the garbage collector while it is at work.
      Reference.reachabilityFence(this);
    }
    scratch.store(headerBytes, packet, offset + headerBytes, length - headerBytes + TAG_BYTES);
    return length + TAG_BYTES;
  }

  @Override
  public void close() {
    context.close();
  }
}
