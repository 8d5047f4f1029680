package dev.sluice.rtc.srtp;

/**
 * Makes the two ends of a session's SRTP from what the DTLS handshake exported (RFC 5764 section
 * 4.2): the protector from the server's write key and salt, the unprotector from the client's.
 *
 * <p>All methods throw {@link IllegalArgumentException} when key or salt have not the length that
 * the profile asks for.
 */
public final class SrtpContexts {
  private SrtpContexts() {}

  /** What encrypts for the viewer, as fast as is possible here. The arrays are not kept. */
  public static SrtpProtector protector(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    return protector(SrtpEngine.best(), profile, masterKey, masterSalt);
  }

  /**
   * What encrypts for the viewer by the means that are asked for.
   *
   * @throws IllegalStateException when that engine is not available
   */
  public static SrtpProtector protector(
      SrtpEngine engine, SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    KeyDerivation keys = new KeyDerivation(profile, masterKey, masterSalt);
    return new TransformProtector(
        profile, engine.rtp(profile, keys.rtp()), engine.rtcp(profile, keys.rtcp()));
  }

  /** What checks and decrypts the viewer's RTCP. The arrays are not kept. */
  public static SrtcpUnprotector unprotector(
      SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    return unprotector(SrtpEngine.best(), profile, masterKey, masterSalt);
  }

  /**
   * The same by the means that are asked for.
   *
   * @throws IllegalStateException when that engine is not available
   */
  public static SrtcpUnprotector unprotector(
      SrtpEngine engine, SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    KeyDerivation keys = new KeyDerivation(profile, masterKey, masterSalt);
    return new SrtcpUnprotector(profile, engine.rtcpOpener(profile, keys.rtcp()));
  }

  static PacketTransform transform(SrtpProfile profile, SessionKeys keys) {
    return switch (profile) {
      case AEAD_AES_128_GCM, AEAD_AES_256_GCM -> new GcmTransform(keys);
      case AES128_CM_HMAC_SHA1_80 -> new CounterModeTransform(keys);
    };
  }
}
