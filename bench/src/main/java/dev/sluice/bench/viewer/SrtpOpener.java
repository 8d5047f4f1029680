package dev.sluice.bench.viewer;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Authenticates and decrypts RTP packets (RFC 7714 section 8.1). For one thread. */
final class SrtpOpener {
  private static final int TAG_BITS = 128;

  private final Cipher cipher;
  private final SecretKeySpec key;
  private final byte[] salt;
  private final byte[] nonce = new byte[SrtpKeys.SALT_BYTES];

  SrtpOpener(SrtpKeys keys) throws GeneralSecurityException {
    this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    this.key = new SecretKeySpec(keys.rtpKey(), "AES");
    this.salt = keys.rtpSalt();
  }

  /**
   * Writes the payload to the beginning of {@code out}.
   *
   * @param packetIndex roll-over counter and sequence number
   * @return the payload's size, or -1 if the packet is not authentic
   */
  int open(byte[] data, int offset, int length, int headerBytes, long packetIndex, byte[] out) {
    nonce(data, offset, packetIndex);
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(data, offset, headerBytes);
      return cipher.doFinal(data, offset + headerBytes, length - headerBytes, out, 0);
    } catch (AEADBadTagException e) {
      return -1;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("decryption does not work", e);
    }
  }

  private void nonce(byte[] data, int offset, long packetIndex) {
    System.arraycopy(salt, 0, nonce, 0, nonce.length);
    for (int i = 0; i < 4; i++) {
      nonce[2 + i] ^= data[offset + 8 + i];
    }
    for (int i = 0; i < 6; i++) {
      nonce[6 + i] ^= (byte) (packetIndex >>> 8 * (5 - i));
    }
  }
}
