package dev.sluice.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Session keys from master key and salt: the AES counter-mode function of RFC 3711 section 4.3 (RFC
 * 6188 for 256 bits) with a key derivation rate of 0.
 */
final class KeyDerivation {
  private static final int BLOCK_BYTES = 16;

  /** Where the label is added: the salt has 14 bytes, label and index take the last 7. */
  private static final int LABEL_OFFSET = 7;

  private static final int RTP_LABELS = 0;
  private static final int RTCP_LABELS = 3;

  private KeyDerivation() {}

  static SessionKeys rtp(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    return keys(profile, masterKey, masterSalt, RTP_LABELS);
  }

  static SessionKeys rtcp(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    return keys(profile, masterKey, masterSalt, RTCP_LABELS);
  }

  private static SessionKeys keys(SrtpProfile profile, byte[] key, byte[] salt, int label) {
    if (key.length != profile.keyBytes() || salt.length != profile.saltBytes()) {
      throw new IllegalArgumentException(
          "%s needs a key of %d and a salt of %d bytes, not %d and %d"
              .formatted(
                  profile, profile.keyBytes(), profile.saltBytes(), key.length, salt.length));
    }
    return new SessionKeys(
        derive(key, salt, label, profile.keyBytes()),
        derive(key, salt, label + 1, profile.authKeyBytes()),
        derive(key, salt, label + 2, profile.saltBytes()));
  }

  /**
   * The first {@code bytes} of the key stream for a label.
   *
   * @param masterSalt 14 bytes, or 12 that stand for 14 with two zeros behind (RFC 7714 section 11)
   */
  static byte[] derive(byte[] masterKey, byte[] masterSalt, int label, int bytes) {
    byte[] counter = Arrays.copyOf(masterSalt, BLOCK_BYTES);
    counter[LABEL_OFFSET] ^= (byte) label;
    try {
      Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
      aes.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"), new IvParameterSpec(counter));
      return aes.doFinal(new byte[bytes]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no AES in counter mode", e);
    }
  }
}
