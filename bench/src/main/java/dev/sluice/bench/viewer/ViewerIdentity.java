package dev.sluice.bench.viewer;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * The certificate of all viewers of the swarm.
 *
 * @param fingerprint its SHA-256, as in SDP
 */
public record ViewerIdentity(
    BcTlsCrypto crypto, Certificate chain, AsymmetricKeyParameter privateKey, String fingerprint) {
  private static final X500Name NAME = new X500Name("CN=viewer");
  private static final Duration VALID = Duration.ofDays(30);

  /** Makes a new certificate. */
  public static ViewerIdentity generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return of(generator.generateKeyPair());
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("a P-256 certificate could not be made", e);
    }
  }

  private static ViewerIdentity of(KeyPair keys)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    Instant now = Instant.now();
    byte[] der =
        new JcaX509v3CertificateBuilder(
                NAME,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(VALID)),
                Date.from(now.plus(VALID)),
                NAME,
                keys.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
            .getEncoded();
    BcTlsCrypto crypto = new BcTlsCrypto(new SecureRandom());
    return new ViewerIdentity(
        crypto,
        new Certificate(new TlsCertificate[] {new BcTlsCertificate(crypto, der)}),
        PrivateKeyFactory.createKey(keys.getPrivate().getEncoded()),
        HexFormat.ofDelimiter(":")
            .withUpperCase()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(der)));
  }
}
