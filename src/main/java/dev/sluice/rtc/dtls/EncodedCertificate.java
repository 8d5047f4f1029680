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
 * A certificate that keeps the bytes it was read from, where the library would encode it anew in
 * each handshake, and by which signatures are checked by OpenSSL, if its key is one on P-256.
 */
final class EncodedCertificate extends BcTlsCertificate {
  // SEC 1 section 2.3.3: a 4 and both coordinates.
  private static final int POINT_BYTES = 65;
  private static final int UNCOMPRESSED = 4;

  private final byte[] der;
  private final Optional<OpenSslSigner> checker;

  /**
   * @param checker what checks signatures, where OpenSSL does it
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

  /** The public key, which may still be none of the curve; null where it is one of another kind. */
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
