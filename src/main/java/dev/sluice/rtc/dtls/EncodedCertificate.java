package dev.sluice.rtc.dtls;

import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.crypto.TlsVerifier;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that keeps its encoding. Without it, the library would encode the certificate in
 * each handshake. If its key is on P-256, OpenSSL verifies its signatures.
 */
final class EncodedCertificate extends BcTlsCertificate {
  // SEC 1 section 2.3.3: the byte 4, then both coordinates.
  private static final int POINT_BYTES = 65;
  private static final int UNCOMPRESSED = 4;

  private final byte[] der;
  private final Optional<OpenSslSigner> checker;

  /**
   * @param checker verifies signatures by OpenSSL, if available
   */
  EncodedCertificate(BcTlsCrypto crypto, byte[] der, Optional<OpenSslSigner> checker)
      throws IOException {
    super(crypto, der);
    this.der = der.clone();
    this.checker = checker;
  }

  @Override
  public byte[] getEncoded() {
    return der.clone();
  }

  @Override
  public TlsVerifier createVerifier(short signatureAlgorithm) throws IOException {
    byte[] point = signatureAlgorithm == SignatureAlgorithm.ecdsa ? pointOnP256() : null;
    if (point == null || checker.isEmpty()) {
      return super.createVerifier(signatureAlgorithm);
    }
    validateKeyUsage(KeyUsage.digitalSignature);
    return checker.get().verifier(point);
  }

  /** The public key as a point, not yet validated; null if the key is not on P-256. */
  private byte @Nullable [] pointOnP256() {
    AlgorithmIdentifier algorithm = getSubjectPublicKeyInfo().getAlgorithm();
    if (!X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())
        || !X9ObjectIdentifiers.prime256v1.equals(algorithm.getParameters())) {
      return null;
    }
    byte[] point = getSubjectPublicKeyInfo().getPublicKeyData().getOctets();
    return point.length == POINT_BYTES && point[0] == UNCOMPRESSED ? point : null;
  }
}
