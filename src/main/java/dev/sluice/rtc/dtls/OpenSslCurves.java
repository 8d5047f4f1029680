package dev.sluice.rtc.dtls;

import dev.sluice.base.libcrypto.Curve;
import dev.sluice.base.libcrypto.EcdsaP256;
import dev.sluice.base.libcrypto.EphemeralKey;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.crypto.TlsAgreement;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsECDomain;
import org.bouncycastle.tls.crypto.impl.bc.BcX25519Domain;

/**
 * Elliptic curves by OpenSSL, if available. They halve the cost of a handshake, and unlike Java
 * code they are fast from the first handshake on. Tested once against the DTLS library's own
 * curves.
 */
final class OpenSslCurves {
  private static final System.Logger LOG = System.getLogger(OpenSslCurves.class.getName());

  private OpenSslCurves() {}

  /** Runs the test once, on first use. */
  private static final class Tested {
    static final boolean GOOD = test();

    private static boolean test() {
      try {
        if (agrees()) {
          LOG.log(System.Logger.Level.DEBUG, "Handshakes use OpenSSL's elliptic curves.");
          return true;
        }
        LOG.log(
            System.Logger.Level.WARNING,
            "OpenSSL's elliptic curves fail the self-test and are not used.");
      } catch (LinkageError | RuntimeException | IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "OpenSSL's elliptic curves are not available.", e);
      }
      return false;
    }
  }

  /** Whether OpenSSL's curves work on this machine. */
  static boolean available() {
    return Tested.GOOD;
  }

  /** The curve of a TLS named group; empty if OpenSSL is not used for it. */
  static Optional<Curve> of(int namedGroup) {
    return switch (namedGroup) {
      case NamedGroup.x25519 -> Optional.of(Curve.X25519);
      case NamedGroup.secp256r1 -> Optional.of(Curve.P256);
      default -> Optional.empty();
    };
  }

  /** A signer with a key; empty if the key is not on P-256 or OpenSSL is not available. */
  static Optional<OpenSslSigner> signer(AsymmetricKeyParameter key) throws IOException {
    return available() ? untestedKey(key).map(OpenSslSigner::new) : Optional.empty();
  }

  static Optional<EcdsaP256> untestedKey(AsymmetricKeyParameter key) throws IOException {
    return key instanceof ECPrivateKeyParameters elliptic
            && elliptic.getParameters().getCurve() instanceof SecP256R1Curve
        ? Optional.of(
            EcdsaP256.of(PrivateKeyInfoFactory.createPrivateKeyInfo(elliptic).getEncoded()))
        : Optional.empty();
  }

  private static boolean agrees() throws IOException {
    BcTlsCrypto java = new BcTlsCrypto(new SecureRandom());
    BcTlsECDomain p256 = new BcTlsECDomain(java, new TlsECConfig(NamedGroup.secp256r1));
    AsymmetricCipherKeyPair pair = p256.generateKeyPair();
    return agrees(Curve.X25519, new BcX25519Domain(java).createECDH())
        && agrees(Curve.P256, p256.createECDH())
        && OpenSslSigner.agrees(java, pair);
  }

  private static boolean agrees(Curve curve, TlsAgreement known) throws IOException {
    byte[] knownPoint = known.generateEphemeral();
    try (EphemeralKey tried = EphemeralKey.generate(curve)) {
      known.receivePeerValue(tried.point());
      TlsSecret secret = known.calculateSecret();
      return Arrays.equals(secret.extract(), tried.secretWith(knownPoint));
    }
  }
}
