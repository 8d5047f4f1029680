package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives session keys from a master key and salt: AES counter mode (RFC 3711 section 4.3, RFC 6188
 * for 256 bits) with a key derivation rate of 0.
 */
final class KeyDerivation {
  private static final int BLOCK_BYTES = 16;

  /** Position of the label: the salt has 14 bytes, of which label and index take the last 7. */
  private static final int LABEL_OFFSET = 7;

  /** Position of the block number, after the salt. */
  private static final int COUNTER_OFFSET = 14;

  private static final int RTP_LABELS = 0;
  private static final int RTCP_LABELS = 3;

  private final SrtpProfile profile;
  private final byte[] salt;
  private final Cipher aes;

  /**
   * @param masterSalt 14 bytes, or 12 to which two zeros are appended (RFC 7714 section 11)
   * @throws IllegalArgumentException if the length of key or salt does not fit the profile
   */
  KeyDerivation(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    if (masterKey.length != profile.keyBytes() || masterSalt.length != profile.saltBytes()) {
      throw new IllegalArgumentException(
          "%s needs a key of %d and a salt of %d bytes, not %d and %d"
              .formatted(
                  profile,
                  profile.keyBytes(),
                  profile.saltBytes(),
                  masterKey.length,
                  masterSalt.length));
    }
    this.profile = profile;
    this.salt = Arrays.copyOf(masterSalt, BLOCK_BYTES);
    try {
      this.aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"));
    } catch (GeneralSecurityException e) {
      throw noAes(e);
    }
  }

  SrtpSessionKeys rtp() {
    return keys(RTP_LABELS);
  }

  SrtpSessionKeys rtcp() {
    return keys(RTCP_LABELS);
  }

  private SrtpSessionKeys keys(int label) {
    return new SrtpSessionKeys(
        derive(label, profile.keyBytes()),
        derive(label + 1, profile.authKeyBytes()),
        derive(label + 2, profile.saltBytes()));
  }

  /**
   * The first {@code bytes} of the key stream for a label. Counter blocks are encrypted in ECB mode
   * with one shared cipher, since creating a cipher takes longer than using it.
   */
  byte[] derive(int label, int bytes) {
    byte[] counters = new byte[(bytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES];
    for (int at = 0; at < counters.length; at += BLOCK_BYTES) {
      System.arraycopy(salt, 0, counters, at, BLOCK_BYTES);
      counters[at + LABEL_OFFSET] ^= (byte) label;
      Bytes.put16(counters, at + COUNTER_OFFSET, at / BLOCK_BYTES);
    }
    try {
      return Arrays.copyOf(aes.doFinal(counters), bytes);
    } catch (GeneralSecurityException e) {
      throw noAes(e);
    }
  }

  private static IllegalStateException noAes(GeneralSecurityException e) {
    return new IllegalStateException("this Java runtime has no AES", e);
  }
}
