package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key stream of AES in counter mode (RFC 3711 section 4.1.1).
 *
 * <p>All counter blocks of a packet are encrypted by one ECB call. Unlike the JDK's CTR mode, that
 * needs no new cipher state and makes no garbage per packet.
 */
final class KeyStream {
  private static final int BLOCK_BYTES = 16;
  private static final int INITIAL_BLOCKS = 80;

  private final Cipher aes;
  private final byte[] salt;
  private byte[] counters = new byte[0];
  private byte[] stream = new byte[0];

  /**
   * @param salt 14 bytes
   */
  KeyStream(byte[] key, byte[] salt) {
    try {
      this.aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no AES", e);
    }
    this.salt = Arrays.copyOf(salt, BLOCK_BYTES);
    reserve(INITIAL_BLOCKS);
  }

  /** Encrypts or decrypts the payload of a packet in place. */
  void apply(byte[] data, int offset, int length, int ssrc, long index48) {
    int blocks = (length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    reserve(blocks);
    // Counter block: (SSRC * 2^64) XOR (index * 2^16) XOR (salt * 2^16), plus the block's number.
    long high = Bytes.i64(salt, 0) ^ (ssrc & 0xFFFF_FFFFL);
    long low = Bytes.i64(salt, 8) ^ index48 << 16;
    for (int block = 0; block < blocks; block++) {
      Bytes.put64(counters, block * BLOCK_BYTES, high);
      Bytes.put64(counters, block * BLOCK_BYTES + 8, low + block);
    }
    try {
      aes.update(counters, 0, blocks * BLOCK_BYTES, stream, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES failed: " + e.getMessage(), e);
    }
    xor(data, offset, length);
  }

  private void xor(byte[] data, int offset, int length) {
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      Bytes.put64(data, offset + i, Bytes.i64(data, offset + i) ^ Bytes.i64(stream, i));
    }
    for (; i < length; i++) {
      data[offset + i] ^= stream[i];
    }
  }

  private void reserve(int blocks) {
    if (blocks * BLOCK_BYTES > stream.length) {
      counters = new byte[blocks * BLOCK_BYTES];
      stream = new byte[blocks * BLOCK_BYTES];
    }
  }
}
