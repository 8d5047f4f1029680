package dev.sluice.bench.viewer;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts the RTCP of one viewer (RFC 7714 section 9). For one thread. */
final class SrtcpSealer {
  private static final int CLEAR_BYTES = 8;
  private static final int TAG_BITS = 128;
  private static final int ENCRYPTED_FLAG = 0x80000000;

  private final Cipher cipher;
  private final SecretKeySpec key;
  private final byte[] salt;
  private final int ssrc;
  private int count;

  /**
   * @param ssrc of the viewer, the sender of all its packets
   */
  SrtcpSealer(SrtpKeys keys, int ssrc) throws GeneralSecurityException {
    this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    this.key = new SecretKeySpec(keys.rtcpKey(), "AES");
    this.salt = keys.rtcpSalt();
    this.ssrc = ssrc;
  }

  int ssrc() {
    return ssrc;
  }

  /** Encrypts a compound packet. */
  byte[] seal(byte[] plain, int length) {
    int word = ENCRYPTED_FLAG | ++count;
    ByteBuffer nonce = ByteBuffer.allocate(SrtpKeys.SALT_BYTES);
    nonce.putInt(2, ssrc).putInt(8, count);
    for (int i = 0; i < nonce.capacity(); i++) {
      nonce.put(i, (byte) (nonce.get(i) ^ salt[i]));
    }
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce.array()));
      cipher.updateAAD(plain, 0, CLEAR_BYTES);
      cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(0, word));
      byte[] sealed = cipher.doFinal(plain, CLEAR_BYTES, length - CLEAR_BYTES);
      return ByteBuffer.allocate(CLEAR_BYTES + sealed.length + Integer.BYTES)
          .put(plain, 0, CLEAR_BYTES)
          .put(sealed)
          .putInt(word)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encryption does not work", e);
    }
  }
}
