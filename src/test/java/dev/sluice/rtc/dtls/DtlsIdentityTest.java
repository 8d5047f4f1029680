package dev.sluice.rtc.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;

class DtlsIdentityTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DtlsIdentity IDENTITY = DtlsIdentity.generate(RANDOM);

  private static byte[] der(DtlsIdentity identity) throws IOException {
    return identity.chain().getCertificateAt(0).getEncoded();
  }

  private static String pem(String type, byte[] content) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    }
    return text.toString();
  }

  private static String certificatePem(DtlsIdentity identity) throws IOException {
    return pem("CERTIFICATE", der(identity));
  }

  private static PrivateKeyInfo keyInfo(DtlsIdentity identity) throws IOException {
    return PrivateKeyInfoFactory.createPrivateKeyInfo(identity.privateKey());
  }

  private static String keyPem(DtlsIdentity identity) throws IOException {
    return pem("PRIVATE KEY", keyInfo(identity).getEncoded());
  }

  @Test
  void aGeneratedCertificateIsSelfSignedP256() throws Exception {
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der(IDENTITY)));
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity();
    assertEquals("SHA256withECDSA", certificate.getSigAlgName());
    SubjectPublicKeyInfo key =
        SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
    assertEquals(
        "1.2.840.10045.3.1.7",
        key.getAlgorithm().getParameters().toString(),
        "named, not explicit");
    assertEquals(key, new X509CertificateHolder(der(IDENTITY)).getSubjectPublicKeyInfo());
    assertEquals(
        Instant.parse("9999-12-31T23:59:59Z"), certificate.getNotAfter().toInstant(), "no expiry");
    assertTrue(IDENTITY.fingerprintSha256().matches("([0-9A-F]{2}:){31}[0-9A-F]{2}"));
    assertNotEquals(
        IDENTITY.fingerprintSha256(), DtlsIdentity.generate(RANDOM).fingerprintSha256());
  }

  @Test
  void aConfiguredOneIsReadInBothFormsOfKey() throws Exception {
    String certificate = certificatePem(IDENTITY);
    String sec1 =
        pem("EC PARAMETERS", new byte[] {5, 0})
            + pem(
                "EC PRIVATE KEY",
                keyInfo(IDENTITY).parsePrivateKey().toASN1Primitive().getEncoded());
    for (String key : new String[] {keyPem(IDENTITY), sec1}) {
      DtlsIdentity read = DtlsIdentity.fromPem(certificate, key, RANDOM);
      assertEquals(IDENTITY.fingerprintSha256(), read.fingerprintSha256());
    }
  }

  @Test
  void badBase64IsRefusedWithASentence() throws Exception {
    String bad = "-----BEGIN %s-----%nnot*base64%n-----END %s-----%n";
    String certificate = bad.formatted("CERTIFICATE", "CERTIFICATE");
    String key = bad.formatted("PRIVATE KEY", "PRIVATE KEY");
    assertRefused("not readable PEM", certificate, keyPem(IDENTITY));
    assertRefused("not readable PEM", certificatePem(IDENTITY), key);
  }

  @Test
  void whatCannotWorkIsRefusedWithASentence() throws Exception {
    String certificate = certificatePem(IDENTITY);
    String key = keyPem(IDENTITY);
    assertRefused("does not belong", certificate, keyPem(DtlsIdentity.generate(RANDOM)));
    assertRefused("CERTIFICATE", key, key);
    assertRefused("PRIVATE KEY", certificate, certificate);
    assertRefused("CERTIFICATE", "", key);
    assertRefused("PRIVATE KEY", certificate, "nothing");
    assertRefused("not readable", pem("CERTIFICATE", new byte[] {1, 2, 3}), key);
    byte[] rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
    assertRefused("elliptic-curve", certificate, pem("PRIVATE KEY", rsa));
  }

  private static void assertRefused(String part, String certificate, String key) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> DtlsIdentity.fromPem(certificate, key, RANDOM));
    assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
  }
}
