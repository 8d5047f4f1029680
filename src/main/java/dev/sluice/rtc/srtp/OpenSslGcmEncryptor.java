package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import java.lang.ref.Reference;

/** AES in Galois/counter mode (RFC 7714) by OpenSSL; makes no garbage. */
final class OpenSslGcm implements RtpTransform, RtcpTransform {
  private static final int TAG_BYTES = 16;
  private static final int SSRC_OFFSET = 8;
  private static final int RTCP_SSRC_OFFSET = 4;
  private static final int RTCP_HEADER_BYTES = 8;
  private static final int INDEX_BYTES = 4;
  private static final int ENCRYPTED_FLAG = 0x8000_0000;

  private final CipherContexts contexts;
  private final CipherContext context;
  private final GcmNonce nonce;

  OpenSslGcm(CipherContexts contexts, SessionKeys keys) {
    this.contexts = contexts;
    this.context = contexts.sealing(keys.cipherKey);
    this.nonce = new GcmNonce(keys.salt);
  }

  @Override
  public int sealRtp(
      PacketRoom room,
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
    NativeScratch scratch = contexts.scratch();
    int authenticatedBytes =
        scratch.loadReport(packet, offset, wordOffset, payloadBytes, payloadBytes + TAG_BYTES);
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

  private void seal(
      NativeScratch scratch,
      long packet,
      long ssrc,
      long index48,
      int headerBytes,
      int payloadBytes) {
    nonce.put(scratch, ssrc, index48);
    try {
      context.seal(scratch, packet, headerBytes, payloadBytes);
    } finally {
      // Else the context could be released by the garbage collector while it is at work.
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
