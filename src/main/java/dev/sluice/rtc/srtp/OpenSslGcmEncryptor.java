package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.libcrypto.AesGcmContext;
import dev.sluice.base.libcrypto.AesGcmContexts;
import dev.sluice.base.libcrypto.AesGcmScratch;
import java.lang.ref.Reference;

/** Encrypts SRTP and SRTCP packets under AES-GCM (RFC 7714) by OpenSSL. Makes no garbage. */
final class OpenSslGcmEncryptor implements RtpEncryptor, RtcpEncryptor {
  private static final int TAG_BYTES = 16;
  private static final int SSRC_OFFSET = 8;
  private static final int RTCP_SSRC_OFFSET = 4;
  private static final int RTCP_HEADER_BYTES = 8;
  private static final int INDEX_BYTES = 4;
  private static final int ENCRYPTED_FLAG = 0x8000_0000;

  private final AesGcmContexts contexts;
  private final AesGcmContext context;
  private final GcmNonce nonce;

  OpenSslGcmEncryptor(AesGcmContexts contexts, SrtpSessionKeys keys) {
    this.contexts = contexts;
    this.context = contexts.sealing(keys.cipherKey);
    this.nonce = new GcmNonce(keys.salt);
  }

  @Override
  public int sealRtp(
      PacketBuffer room,
      int at,
      int headerBytes,
      int clearBytes,
      byte[] payload,
      int payloadOffset,
      int payloadBytes,
      long packetIndex48) {
    int length = clearBytes + payloadBytes;
    long address = room.address(at, length + TAG_BYTES);
    room.put(room.head(), 0, at, clearBytes);
    room.put(payload, payloadOffset, at + clearBytes, payloadBytes);
    try {
      seal(
          contexts.scratch(),
          address,
          Bytes.u32(room.head(), SSRC_OFFSET),
          packetIndex48,
          headerBytes,
          length - headerBytes);
    } finally {
      Reference.reachabilityFence(room);
    }
    return length + TAG_BYTES;
  }

  @Override
  public int sealRtcp(byte[] packet, int offset, int length, int index31) {
    int payloadBytes = length - RTCP_HEADER_BYTES;
    int wordOffset = offset + length + TAG_BYTES;
    Bytes.put32(packet, wordOffset, ENCRYPTED_FLAG | index31);
    AesGcmScratch scratch = contexts.scratch();
    int authenticatedBytes =
        loadReport(scratch, packet, offset, wordOffset, payloadBytes, payloadBytes + TAG_BYTES);
    seal(
        scratch,
        scratch.packetAddress(),
        Bytes.u32(packet, offset + RTCP_SSRC_OFFSET),
        index31,
        authenticatedBytes,
        payloadBytes);
    scratch.store(authenticatedBytes, packet, offset + RTCP_HEADER_BYTES, payloadBytes + TAG_BYTES);
    return length + TAG_BYTES + INDEX_BYTES;
  }

  /**
   * Copies an RTCP packet to the scratch in the order AES-GCM processes it. The word with E flag
   * and index, which follows the tag on the wire, is authenticated between header and payload (RFC
   * 7714 section 9).
   *
   * @param bodyBytes bytes to copy after the header
   * @param roomBytes bytes to reserve after the word
   * @return count of bytes before the body
   */
  static int loadReport(
      AesGcmScratch scratch,
      byte[] packet,
      int offset,
      int wordOffset,
      int bodyBytes,
      int roomBytes) {
    int authenticatedBytes = RTCP_HEADER_BYTES + INDEX_BYTES;
    scratch.reserve(authenticatedBytes + roomBytes);
    scratch.load(0, packet, offset, RTCP_HEADER_BYTES);
    scratch.load(RTCP_HEADER_BYTES, packet, wordOffset, INDEX_BYTES);
    scratch.load(authenticatedBytes, packet, offset + RTCP_HEADER_BYTES, bodyBytes);
    return authenticatedBytes;
  }

  private void seal(
      AesGcmScratch scratch,
      long packet,
      long ssrc,
      long index48,
      int headerBytes,
      int payloadBytes) {
    nonce.put(scratch, ssrc, index48);
    try {
      context.seal(scratch, packet, headerBytes, payloadBytes);
    } finally {
      // Keeps the garbage collector from releasing the context during the call.
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
