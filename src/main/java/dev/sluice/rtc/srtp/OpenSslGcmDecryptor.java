package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.libcrypto.AesGcmContext;
import dev.sluice.base.libcrypto.AesGcmContexts;
import dev.sluice.base.libcrypto.AesGcmScratch;
import java.lang.ref.Reference;

/** Decrypts SRTCP packets under AES-GCM (RFC 7714 section 9) by OpenSSL. Makes no garbage. */
final class OpenSslGcmDecryptor implements RtcpDecryptor {
  private static final int TAG_BYTES = 16;
  private static final int SSRC_OFFSET = 4;
  private static final int HEADER_BYTES = 8;
  private static final int INDEX_BYTES = 4;

  private final AesGcmContexts contexts;
  private final AesGcmContext context;
  private final GcmNonce nonce;

  OpenSslGcmDecryptor(AesGcmContexts contexts, SrtpSessionKeys keys) {
    this.contexts = contexts;
    this.context = contexts.opening(keys.cipherKey);
    this.nonce = new GcmNonce(keys.salt);
  }

  @Override
  public int rtcpIndexFromEnd() {
    return INDEX_BYTES;
  }

  @Override
  public int openRtcp(byte[] packet, int offset, int length) {
    int wordOffset = offset + length - INDEX_BYTES;
    int payloadBytes = length - HEADER_BYTES - TAG_BYTES - INDEX_BYTES;
    int sealedBytes = payloadBytes + TAG_BYTES;
    AesGcmScratch scratch = contexts.scratch();
    int authenticatedBytes =
        OpenSslGcmEncryptor.loadReport(
            scratch, packet, offset, wordOffset, sealedBytes, sealedBytes);
    nonce.put(
        scratch,
        Bytes.u32(packet, offset + SSRC_OFFSET),
        Bytes.i32(packet, wordOffset) & Integer.MAX_VALUE);
    try {
      if (!context.open(scratch, scratch.packetAddress(), authenticatedBytes, payloadBytes)) {
        return -1;
      }
    } finally {
      // Keeps the garbage collector from releasing the context during the call.
      Reference.reachabilityFence(this);
    }
    scratch.store(authenticatedBytes, packet, offset + HEADER_BYTES, payloadBytes);
    return HEADER_BYTES + payloadBytes;
  }

  @Override
  public void close() {
    context.close();
  }
}
