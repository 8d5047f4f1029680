package dev.sluice.net.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Makes a TLS server's context from PEM text. */
final class PemContext {
  private static final char[] NO_PASSWORD = new char[0];
  private static final byte[] SAMPLE = "sample".getBytes(StandardCharsets.US_ASCII);

  private PemContext() {}

  /**
   * Makes the context.
   *
   * @throws IOException if certificate and key cannot be used or do not match; the message
   *     completes the sentence "they cannot be used: ..."
   */
  static SSLContext of(String certificatePem, String keyPem) throws IOException {
    try {
      Certificate[] chain = chain(certificatePem);
      PrivateKey key = key(keyPem);
      if (!match(chain[0], key)) {
        throw new IOException("the key does not belong to the certificate");
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("server", key, NO_PASSWORD, chain);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("they are not understood (" + e.getMessage() + ")", e);
    }
  }

  private static Certificate[] chain(String pem) throws GeneralSecurityException, IOException {
    Collection<? extends Certificate> chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
    if (chain.isEmpty()) {
      throw new IOException("the certificate file has no PEM block CERTIFICATE");
    }
    return chain.toArray(new Certificate[0]);
  }

  private static PrivateKey key(String pem) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        Optional<PrivateKeyInfo> key = keyIn(block);
        if (key.isPresent()) {
          return new JcaPEMKeyConverter().getPrivateKey(key.get());
        }
      }
    } catch (RuntimeException e) {
      // Bouncy Castle reports bad base64 and bad ASN.1 by unchecked exceptions of several types.
      throw new IOException("the key file is no valid PEM (" + e.getMessage() + ")", e);
    }
    throw new IOException("the key file has no PEM block PRIVATE KEY that is not encrypted");
  }

  /** Skips other blocks: OpenSSL writes the parameters of a curve before the key. */
  private static Optional<PrivateKeyInfo> keyIn(Object block) {
    return switch (block) {
      case PrivateKeyInfo plain -> Optional.of(plain);
      case PEMKeyPair pair -> Optional.of(pair.getPrivateKeyInfo());
      default -> Optional.empty();
    };
  }

  private static boolean match(Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (key.getAlgorithm()) {
              case "RSA" -> "SHA256withRSA";
              case "EC", "ECDSA" -> "SHA256withECDSA";
              default -> key.getAlgorithm();
            });
    if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    signature.initSign(key);
    signature.update(SAMPLE);
    byte[] signed = signature.sign();
    signature.initVerify(certificate);
    signature.update(SAMPLE);
    return signature.verify(signed);
  }
}
