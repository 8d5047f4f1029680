package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.rtc.dtls.DtlsIdentity;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificatesTest {
  @TempDir private Path folder;

  private static CertificateSettings files(String certificate, String key) {
    return GivenSettings.of(
        CertificateSettings::new,
        Map.of("dtls.certificateFile", Optional.of(certificate), "dtls.keyFile", Optional.of(key)));
  }

  private String write(String name, String block, byte[] der) throws IOException {
    String text =
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(block, Base64.getMimeEncoder().encodeToString(der), block);
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void theConfiguredCertificateIsShown() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    X500Name name = new X500Name("CN=test");
    byte[] der =
        new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.EPOCH),
                Date.from(Instant.parse("2100-01-01T00:00:00Z")),
                name,
                pair.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
            .getEncoded();
    String certificate = write("certificate.pem", "CERTIFICATE", der);
    String key = write("key.pem", "PRIVATE KEY", pair.getPrivate().getEncoded());
    String expected =
        HexFormat.ofDelimiter(":")
            .withUpperCase()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    assertEquals(
        expected,
        Certificates.dtls(files(certificate, key), new SecureRandom()).get().fingerprintSha256());
    assertRefused("does not begin", files(key, certificate), "must begin with a PEM block");
  }

  @Test
  void allViewersGetTheSameGeneratedCertificate() throws Exception {
    Supplier<DtlsIdentity> identity =
        Certificates.dtls(GivenSettings.of(CertificateSettings::new, Map.of()), new SecureRandom());
    assertSame(identity.get(), identity.get());
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertRefused("missing", files("/nowhere/a.pem", "/nowhere/b.pem"), "/nowhere/a.pem");
  }

  private static void assertRefused(String what, CertificateSettings settings, String part) {
    IOException refused =
        assertThrows(
            IOException.class, () -> Certificates.dtls(settings, new SecureRandom()), what);
    assertTrue(refused.getMessage().contains(part), refused.getMessage());
  }
}
