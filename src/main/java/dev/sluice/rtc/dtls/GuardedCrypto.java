package dev.sluice.rtc.dtls;

import dev.sluice.base.libcrypto.Curve;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.tls.CertificateType;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsECDomain;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * The DTLS library's crypto, with a {@link GuardedCipher} around each cipher, and with elliptic
 * curves by OpenSSL if available.
 */
final class GuardedCrypto extends BcTlsCrypto {
  private final Optional<OpenSslSigner> signer;

  /**
   * @param privateKey of the server's certificate
   */
  GuardedCrypto(SecureRandom random, AsymmetricKeyParameter privateKey) throws IOException {
    super(random);
    this.signer = OpenSslCurves.signer(privateKey);
  }

  /** The signer with the private key, if OpenSSL is available. */
  Optional<OpenSslSigner> signer() {
    return signer;
  }

  @Override
  public TlsCipher createCipher(
      TlsCryptoParameters parameters, int encryptionAlgorithm, int macAlgorithm)
      throws IOException {
    return new GuardedCipher(super.createCipher(parameters, encryptionAlgorithm, macAlgorithm));
  }

  @Override
  public TlsECDomain createECDomain(TlsECConfig config) {
    Optional<Curve> curve = OpenSslCurves.of(config.getNamedGroup());
    return curve.isPresent() && OpenSslCurves.available()
        ? () -> new OpenSslAgreement(this, curve.get())
        : super.createECDomain(config);
  }

  @Override
  public TlsCertificate createCertificate(short type, byte[] encoding) throws IOException {
    return type == CertificateType.X509
        ? new EncodedCertificate(this, encoding, signer)
        : super.createCertificate(type, encoding);
  }
}
