package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in Galois/counter mode (RFC 7714) by the JDK. */
final class GcmTransform implements PacketTransform {
  private static final int TAG_BYTES = 16;
  private static final int IV_BYTES = 12;
  private static final int RTCP_HEADER_BYTES = 8;
  private static final int INDEX_BYTES = 4;
  private static final int ENCRYPTED_FLAG = 0x8000_0000;
  private static final int SSRC_OFFSET = 8;
  private static final int RTCP_SSRC_OFFSET = 4;

  private final Cipher cipher;
  private final SecretKeySpec key;
  private final byte[] salt;
  private final byte[] iv = new byte[IV_BYTES];

  private int lastSsrc;
  private long lastIndex = -1;

  GcmTransform(SrtpSessionKeys keys) {
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no AES-GCM", e);
    }
    this.key = new SecretKeySpec(keys.cipherKey, "AES");
    this.salt = keys.salt.clone();
  }

  @Override
  public int sealRtp(byte[] packet, int offset, int headerBytes, int length, long packetIndex48) {
    try {
      startSealing(Bytes.i32(packet, offset + SSRC_OFFSET), packetIndex48);
      cipher.updateAAD(packet, offset, headerBytes);
      int clear = offset + headerBytes;
      return headerBytes + cipher.doFinal(packet, clear, length - headerBytes, packet, clear);
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  @Override
  public int sealRtcp(byte[] packet, int offset, int length, int index31) {
    int word = ENCRYPTED_FLAG | index31;
    int wordOffset = offset + length + TAG_BYTES;
    try {
      startSealing(Bytes.i32(packet, offset + RTCP_SSRC_OFFSET), index31);
      // The word with E flag and index is authenticated between header and payload, and sent after
      // the tag.
      Bytes.put32(packet, wordOffset, word);
      cipher.updateAAD(packet, offset, RTCP_HEADER_BYTES);
      cipher.updateAAD(packet, wordOffset, INDEX_BYTES);
      int clear = offset + RTCP_HEADER_BYTES;
      cipher.doFinal(packet, clear, length - RTCP_HEADER_BYTES, packet, clear);
      return length + TAG_BYTES + INDEX_BYTES;
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  @Override
  public int rtcpIndexFromEnd() {
    return INDEX_BYTES;
  }

  @Override
  public int openRtcp(byte[] packet, int offset, int length) {
    int wordOffset = offset + length - INDEX_BYTES;
    int index = Bytes.i32(packet, wordOffset) & ~ENCRYPTED_FLAG;
    int clear = offset + RTCP_HEADER_BYTES;
    try {
      init(Cipher.DECRYPT_MODE, Bytes.i32(packet, offset + RTCP_SSRC_OFFSET), index);
      cipher.updateAAD(packet, offset, RTCP_HEADER_BYTES);
      cipher.updateAAD(packet, wordOffset, INDEX_BYTES);
      return RTCP_HEADER_BYTES + cipher.doFinal(packet, clear, wordOffset - clear, packet, clear);
    } catch (GeneralSecurityException e) {
      return -1;
    }
  }

  private void startSealing(int ssrc, long index) throws GeneralSecurityException {
    if (index == lastIndex && ssrc == lastSsrc) {
      // The JDK refuses to repeat the last nonce, although a retransmission is identical to the
      // last byte. So the cipher is first set to a nonce no packet ever has, that of index 2^48.
      init(Cipher.ENCRYPT_MODE, ssrc, 1L << 48);
    }
    init(Cipher.ENCRYPT_MODE, ssrc, index);
    lastSsrc = ssrc;
    lastIndex = index;
  }

  /** Sets the nonce: salt XOR (two zero bytes, SSRC, index), RFC 7714 sections 8.1 and 9.1. */
  private void init(int mode, int ssrc, long index) throws GeneralSecurityException {
    Bytes.put16(iv, 0, Bytes.u16(salt, 0) ^ (int) (index >>> 48));
    Bytes.put32(iv, 2, Bytes.i32(salt, 2) ^ ssrc);
    Bytes.put16(iv, 6, Bytes.u16(salt, 6) ^ (int) (index >>> 32));
    Bytes.put32(iv, 8, Bytes.i32(salt, 8) ^ (int) index);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, iv));
  }

  private static IllegalStateException failed(GeneralSecurityException e) {
    return new IllegalStateException("AES-GCM failed: " + e.getMessage(), e);
  }
}
