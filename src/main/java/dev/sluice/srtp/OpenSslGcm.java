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

  @Override
  public int sealRtp(byte[] packet, int offset, int headerBytes, int length, long packetIndex48) {
    return sealRtp(packet, offset, headerBytes, length, packet, offset, 0, packetIndex48);
  }

  /** Encrypts in native memory: measured no slower than pinning the arrays, and never garbage. */
  @Override
  public int sealRtp(
      byte[] out,
      int outOffset,
      int headerBytes,
      int clearBytes,
      byte[] payload,
      int payloadOffset,
      int payloadBytes,
      long packetIndex48) {
    int length = clearBytes + payloadBytes;
    NativeScratch scratch = contexts.scratch();
    scratch.reserve(length + TAG_BYTES);
    scratch.load(0, out, outOffset, clearBytes);
    scratch.load(clearBytes, payload, payloadOffset, payloadBytes);
    // The nonce is salt XOR (two zeros, SSRC, index): RFC 7714 section 8.1.
    long ssrc = Bytes.u32(out, outOffset + SSRC_OFFSET);
    scratch.nonce(saltHigh ^ (int) (ssrc >>> 16), saltLow ^ (ssrc << 48 | packetIndex48));
    try {
      context.seal(scratch, headerBytes, length - headerBytes);
    } finally {
      // Else the context could be released by the garbage collector while it is at work.
      Reference.reachabilityFence(this);
    }
    scratch.store(headerBytes, out, outOffset + headerBytes, length - headerBytes + TAG_BYTES);
    return length + TAG_BYTES;
  }

  @Override
  public void close() {
    context.close();
  }
}
