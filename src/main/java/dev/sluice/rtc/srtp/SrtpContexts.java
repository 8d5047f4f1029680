package dev.sluice.rtc.srtp;

/**
 * Creates the SRTP contexts of a session from the keys that the DTLS handshake exported (RFC 5764
 * section 4.2): the protector from the server's write key and salt, the unprotector from the
 * client's.
 *
 * <p>All methods throw {@link IllegalArgumentException} if the length of key or salt does not fit
 * the profile.
 */
public final class SrtpContexts {
  private SrtpContexts() {}

  /** A protector that uses the fastest available engine. The arrays are not kept. */
  public static SrtpProtector protector(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    return protector(SrtpEngine.best(), profile, masterKey, masterSalt);
  }

  /**
   * A protector that uses a given engine.
   *
   * @throws IllegalStateException if the engine is not available
   */
  public static SrtpProtector protector(
      SrtpEngine engine, SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    KeyDerivation keys = new KeyDerivation(profile, masterKey, masterSalt);
    return new TransformProtector(
        profile, engine.rtp(profile, keys.rtp()), engine.rtcp(profile, keys.rtcp()));
  }

  /** An unprotector that uses the fastest available engine. The arrays are not kept. */
  public static SrtcpUnprotector unprotector(
      SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    return unprotector(SrtpEngine.best(), profile, masterKey, masterSalt);
  }

  /**
   * An unprotector that uses a given engine.
   *
   * @throws IllegalStateException if the engine is not available
   */
  public static SrtcpUnprotector unprotector(
      SrtpEngine engine, SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    KeyDerivation keys = new KeyDerivation(profile, masterKey, masterSalt);
    return new SrtcpUnprotector(profile, engine.rtcpOpener(profile, keys.rtcp()));
  }

  static PacketTransform transform(SrtpProfile profile, SrtpSessionKeys keys) {
    return switch (profile) {
      case AEAD_AES_128_GCM, AEAD_AES_256_GCM -> new GcmTransform(keys);
      case AES128_CM_HMAC_SHA1_80 -> new CounterModeTransform(keys);
    };
  }
}
