package dev.sluice.rtc.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.DefaultTlsCredentialedSigner;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;

/**
 * The server's certificate and private key, used for all viewers. It may be self-signed: viewers
 * verify it by the fingerprint in the SDP answer (RFC 8122).
 */
public final class DtlsIdentity {
  private static final X500Name NAME = new X500Name("CN=sluice");
  // Fixed dates need no clock. NOT_AFTER means no expiry (RFC 5280 section 4.1.2.5).
  private static final Time NOT_BEFORE = time(BERTags.UTC_TIME, "200101000000Z");
  private static final Time NOT_AFTER = time(BERTags.GENERALIZED_TIME, "99991231235959Z");
  private static final int SERIAL_BITS = 64;

  private final GuardedCrypto crypto;
  private final Certificate chain;
  private final AsymmetricKeyParameter privateKey;
  private final String fingerprintSha256;

  /**
   * @param certificateDer an X.509 certificate with an elliptic-curve key
   * @param privateKey the private key of the certificate
   */
  DtlsIdentity(SecureRandom random, byte[] certificateDer, AsymmetricKeyParameter privateKey)
      throws IOException {
    this.crypto = new GuardedCrypto(random, privateKey);
    this.chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(certificateDer)});
    this.privateKey = privateKey;
    this.fingerprintSha256 = DtlsFingerprint.sha256Of(certificateDer).value();
  }

  /**
   * Generates an ECDSA P-256 key and a self-signed certificate (RFC 8827 section 6.5). The DTLS
   * library makes both: the JDK's key generator takes ten times as long in a new process.
   */
  public static DtlsIdentity generate(SecureRandom random) {
    try {
      AsymmetricCipherKeyPair keys = keyPair(random);
      X509v3CertificateBuilder certificate =
          new X509v3CertificateBuilder(
              NAME,
              new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
              NOT_BEFORE,
              NOT_AFTER,
              NAME,
              SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(keys.getPublic()));
      byte[] der = certificate.build(signer(keys.getPrivate(), random)).getEncoded();
      return new DtlsIdentity(random, der, keys.getPrivate());
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException("a P-256 certificate could not be made", e);
    }
  }

  private static AsymmetricCipherKeyPair keyPair(SecureRandom random) {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    // Named, because otherwise the certificate would describe the curve by its equation.
    generator.init(
        new ECKeyGenerationParameters(
            new ECNamedDomainParameters(
                X9ObjectIdentifiers.prime256v1,
                CustomNamedCurves.getByOID(X9ObjectIdentifiers.prime256v1)),
            random));
    return generator.generateKeyPair();
  }

  private static ContentSigner signer(AsymmetricKeyParameter key, SecureRandom random)
      throws OperatorCreationException {
    return new BcECContentSignerBuilder(
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256),
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256))
        .setSecureRandom(random)
        .build(key);
  }

  /**
   * A time of a certificate from its text. The library's own constructors parse the text with the
   * date formats of the JDK, which load the data of all languages.
   */
  private static Time time(int tag, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    byte[] der = new byte[2 + ascii.length];
    der[0] = (byte) tag;
    der[1] = (byte) ascii.length;
    System.arraycopy(ascii, 0, der, 2, ascii.length);
    try {
      return Time.getInstance(ASN1Primitive.fromByteArray(der));
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /**
   * Reads a configured certificate and key.
   *
   * @param certificatePem one X.509 certificate; further ones are ignored
   * @param privateKeyPem the elliptic-curve key, PKCS#8 or SEC 1, not encrypted
   * @throws IllegalArgumentException if they are unusable; the message names the correction
   */
  public static DtlsIdentity fromPem(
      String certificatePem, String privateKeyPem, SecureRandom random) {
    return PemIdentity.read(certificatePem, privateKeyPem, random);
  }

  /** The SHA-256 fingerprint, as in {@code a=fingerprint:sha-256} of the answer. */
  public String fingerprintSha256() {
    return fingerprintSha256;
  }

  GuardedCrypto crypto() {
    return crypto;
  }

  /** The signer for a handshake: OpenSSL if available, otherwise the DTLS library. */
  TlsCredentialedSigner signer(TlsContext context, SignatureAndHashAlgorithm algorithm) {
    TlsCryptoParameters parameters = new TlsCryptoParameters(context);
    return crypto
        .signer()
        .<TlsCredentialedSigner>map(
            fast -> new DefaultTlsCredentialedSigner(parameters, fast, chain, algorithm))
        .orElseGet(
            () ->
                new BcDefaultTlsCredentialedSigner(
                    parameters, crypto, privateKey, chain, algorithm));
  }

  Certificate chain() {
    return chain;
  }

  AsymmetricKeyParameter privateKey() {
    return privateKey;
  }
}
