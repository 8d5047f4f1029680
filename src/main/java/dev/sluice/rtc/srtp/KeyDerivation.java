package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Session keys from one master key and salt: the AES counter-mode function of RFC 3711 section 4.3
 * (RFC 6188 for 256 bits) with a key derivation rate of 0.
 */
final class KeyDerivation {
  private static final int BLOCK_BYTES = 16;

  /** Where the label is added: the salt has 14 bytes, label and index take the last 7. */
  private static final int LABEL_OFFSET = 7;

  /** Where the number of the block stands, behind the salt. */
  private static final int COUNTER_OFFSET = 14;

  private static final int RTP_LABELS = 0;
  private static final int RTCP_LABELS = 3;

  private final SrtpProfile profile;
  private final byte[] salt;
  private final Cipher aes;

  /**
   * @param masterSalt 14 bytes, or 12 that stand for 14 with two zeros behind (RFC 7714 section 11)
   * @throws IllegalArgumentException when key or salt have not the length that the profile asks for
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

  SessionKeys rtp() {
    return keys(RTP_LABELS);
  }

  SessionKeys rtcp() {
    return keys(RTCP_LABELS);
  }

  private SessionKeys keys(int label) {
    return new SessionKeys(
        derive(label, profile.keyBytes()),
        derive(label + 1, profile.authKeyBytes()),
        derive(label + 2, profile.saltBytes()));
  }

  /**
   * The first {@code bytes} of the key stream for a label. Counter blocks are encrypted as ECB, all
   * under one cipher: to make one takes longer than to use it.
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
