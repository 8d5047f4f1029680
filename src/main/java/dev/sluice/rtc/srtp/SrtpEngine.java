package dev.sluice.rtc.srtp;

import dev.sluice.base.libcrypto.AesGcmContexts;
import dev.sluice.base.libcrypto.LibCrypto;
import java.util.Optional;

/** Implementation of the SRTP ciphers. */
public enum SrtpEngine {
  /** The ciphers of the JDK. */
  JDK,
  /**
   * OpenSSL's libcrypto, version 3, for AES-GCM: faster than the JDK and without garbage. The
   * system property {@value LibCrypto#PATH_PROPERTY} gives the path of another library.
   */
  OPENSSL;

  private static final System.Logger LOG = System.getLogger(SrtpEngine.class.getName());

  /** Loads and tests the library on first use. */
  private static final class OpenSsl {
    static final Optional<AesGcmContexts> CONTEXTS = load();

    private static Optional<AesGcmContexts> load() {
      try {
        AesGcmContexts contexts = new AesGcmContexts();
        if (GcmSelfTest.passes(
            keys -> new OpenSslGcmEncryptor(contexts, keys),
            keys -> new OpenSslGcmDecryptor(contexts, keys))) {
          LOG.log(System.Logger.Level.DEBUG, "SRTP is encrypted by {0}.", LibCrypto.version());
          return Optional.of(contexts);
        }
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} fails the self-test of AES-GCM and is not used.",
            LibCrypto.version());
      } catch (LinkageError | RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "OpenSSL is not available.", e);
      }
      LOG.log(System.Logger.Level.DEBUG, "SRTP is encrypted by the JDK.");
      return Optional.empty();
    }
  }

  /**
   * The fastest available engine. The first call loads and tests the library, which is slow. Call
   * it at the start of the service.
   */
  public static SrtpEngine best() {
    return OPENSSL.available() ? OPENSSL : JDK;
  }

  /** Whether the engine works on this machine. The first call is slow, see {@link #best}. */
  public boolean available() {
    return this == JDK || OpenSsl.CONTEXTS.isPresent();
  }

  /**
   * An RTP encryptor. Falls back to the JDK for profiles that this engine lacks.
   *
   * @throws IllegalStateException if the engine is not available
   */
  RtpEncryptor rtp(SrtpProfile profile, SrtpSessionKeys keys) {
    if (leavesToJdk(profile)) {
      return SrtpContexts.transform(profile, keys);
    }
    return new OpenSslGcmEncryptor(contexts(), keys);
  }

  /**
   * An RTCP encryptor, with the same fallback.
   *
   * @throws IllegalStateException if the engine is not available
   */
  RtcpEncryptor rtcp(SrtpProfile profile, SrtpSessionKeys keys) {
    if (leavesToJdk(profile)) {
      return SrtpContexts.transform(profile, keys);
    }
    return new OpenSslGcmEncryptor(contexts(), keys);
  }

  /**
   * An RTCP decryptor, with the same fallback.
   *
   * @throws IllegalStateException if the engine is not available
   */
  RtcpDecryptor rtcpOpener(SrtpProfile profile, SrtpSessionKeys keys) {
    if (leavesToJdk(profile)) {
      return SrtpContexts.transform(profile, keys);
    }
    return new OpenSslGcmDecryptor(contexts(), keys);
  }

  private boolean leavesToJdk(SrtpProfile profile) {
    return this == JDK || profile == SrtpProfile.AES128_CM_HMAC_SHA1_80;
  }

  private static AesGcmContexts contexts() {
    return OpenSsl.CONTEXTS.orElseThrow(
        () -> new IllegalStateException("OpenSSL is not available on this machine"));
  }

  /** Count of cipher contexts in native memory that are not released yet. */
  static int liveContexts() {
    return OpenSsl.CONTEXTS.map(AesGcmContexts::live).orElse(0);
  }
}
