package dev.sluice.rtc.dtls;

import java.io.IOException;
import java.io.StringReader;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.encoders.DecoderException;
import org.jspecify.annotations.Nullable;

/** Reads a certificate and its private key from PEM. */
final class PemIdentity {
  private PemIdentity() {}

  static DtlsIdentity read(String certificatePem, String privateKeyPem, SecureRandom random) {
    try {
      X509CertificateHolder certificate = certificateIn(certificatePem);
      ECPrivateKeyParameters key = ellipticKeyIn(privateKeyPem);
      if (!belongTogether(certificate, key)) {
        throw new IllegalArgumentException(
            "the DTLS private key does not belong to the DTLS certificate");
      }
      return new DtlsIdentity(random, certificate.getEncoded(), key);
    } catch (IOException | DecoderException e) {
      // DecoderException is unchecked: the library throws it for bad base64.
      throw new IllegalArgumentException(
          "the DTLS certificate or key is not readable PEM: " + e.getMessage(), e);
    }
  }

  private static X509CertificateHolder certificateIn(String pem) throws IOException {
    if (firstOf(pem) instanceof X509CertificateHolder certificate) {
      return certificate;
    }
    throw new IllegalArgumentException(
        "the DTLS certificate file must begin with a PEM block CERTIFICATE");
  }

  private static ECPrivateKeyParameters ellipticKeyIn(String pem) throws IOException {
    PrivateKeyInfo info =
        switch (firstOf(pem)) {
          case PEMKeyPair pair -> pair.getPrivateKeyInfo();
          case PrivateKeyInfo plain -> plain;
          case null, default ->
              throw new IllegalArgumentException(
                  "the DTLS key file must begin with a PEM block PRIVATE KEY or EC PRIVATE KEY"
                      + " that is not encrypted");
        };
    AsymmetricKeyParameter key = PrivateKeyFactory.createKey(info);
    if (key instanceof ECPrivateKeyParameters elliptic) {
      return elliptic;
    }
    throw new IllegalArgumentException(
        "the DTLS key must be an elliptic-curve key (openssl ecparam -name prime256v1 -genkey)");
  }

  private static @Nullable Object firstOf(String pem) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(withoutParameters(pem)))) {
      return parser.readObject();
    }
  }

  /** Removes the block EC PARAMETERS that openssl writes before a key. */
  private static String withoutParameters(String pem) {
    String end = "-----END EC PARAMETERS-----";
    int at = pem.indexOf(end);
    return at < 0 ? pem : pem.substring(at + end.length());
  }

  private static boolean belongTogether(
      X509CertificateHolder certificate, ECPrivateKeyParameters key) throws IOException {
    AsymmetricKeyParameter shown =
        PublicKeyFactory.createKey(certificate.getSubjectPublicKeyInfo());
    ECDomainParameters curve = key.getParameters();
    return shown instanceof ECPublicKeyParameters elliptic
        && elliptic.getParameters().equals(curve)
        && Arrays.equals(
            elliptic.getQ().getEncoded(false), curve.getG().multiply(key.getD()).getEncoded(false));
  }
}
