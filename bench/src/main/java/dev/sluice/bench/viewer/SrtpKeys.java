package dev.sluice.bench.viewer;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys of one direction for AEAD_AES_128_GCM (RFC 7714), derived as in RFC 3711 section 4.3.
 *
 * @param rtpKey 16 bytes
 * @param rtpSalt 12 bytes
 * @param rtcpKey 16 bytes
 * @param rtcpSalt 12 bytes
 */
record SrtpKeys(byte[] rtpKey, byte[] rtpSalt, byte[] rtcpKey, byte[] rtcpSalt) {
  static final int KEY_BYTES = 16;
  static final int SALT_BYTES = 12;
  private static final int LABEL_OFFSET = 7;

  static SrtpKeys derive(byte[] masterKey, byte[] masterSalt) throws GeneralSecurityException {
    return new SrtpKeys(
        part(masterKey, masterSalt, 0, KEY_BYTES),
        part(masterKey, masterSalt, 2, SALT_BYTES),
        part(masterKey, masterSalt, 3, KEY_BYTES),
        part(masterKey, masterSalt, 5, SALT_BYTES));
  }

  private static byte[] part(byte[] key, byte[] salt, int label, int bytes)
      throws GeneralSecurityException {
    byte[] counter = Arrays.copyOf(salt, 16);
    counter[LABEL_OFFSET] ^= (byte) label;
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
    return cipher.doFinal(new byte[bytes]);
  }
}
