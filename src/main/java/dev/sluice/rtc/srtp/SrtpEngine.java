package dev.sluice.rtc.srtp;

import dev.sluice.base.libcrypto.AesGcmContexts;
import dev.sluice.base.libcrypto.LibCrypto;
import java.util.Optional;

/** Who encrypts packets, and opens what viewers encrypted. */
public enum SrtpEngine {
  /** The ciphers of the Java runtime. */
  JDK,
  /**
   * OpenSSL's libcrypto of the system, version 3, for AES-GCM: faster than the JDK's and without
   * garbage. The system property {@value LibCrypto#PATH_PROPERTY} names another library by its
   * path.
   */
  OPENSSL;

  private static final System.Logger LOG = System.getLogger(SrtpEngine.class.getName());

  /** Loads the library when it is first asked for, and once. */
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
        LOG.log(System.Logger.Level.WARNING, "{0} fails its test.", LibCrypto.version());
      } catch (LinkageError | RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "OpenSSL is not to be had.", e);
      }
      LOG.log(System.Logger.Level.DEBUG, "SRTP is encrypted by the Java runtime.");
      return Optional.empty();
    }
  }

  /**
   * The fastest one there is here. The first call takes a while: it loads and tests a library. So
   * it is best made before there are viewers.
   */
  public static SrtpEngine best() {
    return OPENSSL.available() ? OPENSSL : JDK;
  }

  /** Whether it works on this machine; see {@link #best} for the time it takes. */
  public boolean available() {
    return this == JDK || OpenSsl.CONTEXTS.isPresent();
  }

  /**
   * What encrypts RTP under these keys; the JDK's ciphers where this engine has none.
   *
   * @throws IllegalStateException when it is not available
   */
  RtpEncryptor rtp(SrtpProfile profile, SessionKeys keys) {
    if (leavesToJdk(profile)) {
      return SrtpContexts.transform(profile, keys);
    }
    return new OpenSslGcmEncryptor(contexts(), keys);
  }

  /**
   * What encrypts RTCP under these keys, in the same way.
   *
   * @throws IllegalStateException when it is not available
   */
  RtcpEncryptor rtcp(SrtpProfile profile, SessionKeys keys) {
    if (leavesToJdk(profile)) {
      return SrtpContexts.transform(profile, keys);
    }
    return new OpenSslGcmEncryptor(contexts(), keys);
  }

  /**
   * What opens the RTCP that was encrypted under these keys, in the same way.
   *
   * @throws IllegalStateException when it is not available
   */
  RtcpDecryptor rtcpOpener(SrtpProfile profile, SessionKeys keys) {
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
        () -> new IllegalStateException("there is no OpenSSL on this machine"));
  }

  /** Count of what is held outside of the Java heap and must be given back. */
  static int liveContexts() {
    return OpenSsl.CONTEXTS.map(AesGcmContexts::live).orElse(0);
  }
}
