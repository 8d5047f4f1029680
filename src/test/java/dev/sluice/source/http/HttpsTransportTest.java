package dev.sluice.source.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.net.tls.TestCertificate;
import dev.sluice.source.transport.SourceAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fetching by HTTPS: certificates, and servers whose TLS fails. */
@Timeout(30)
final class HttpsTransportTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final char[] PASSWORD = "password".toCharArray();

  private final CollectingInlet inlet = new CollectingInlet();

  /** A context with that certificate, as server and as client that trusts nothing else. */
  private static SSLContext context(TestCertificate certificate) throws Exception {
    Certificate x509 =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    certificate.certificatePem().getBytes(StandardCharsets.US_ASCII)));
    String base64 = certificate.keyPem().replaceAll("-----.*-----|\\s", "");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry(
        "key",
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64))),
        PASSWORD,
        new Certificate[] {x509});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("server", x509);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static HttpPeer server(SSLContext context) throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new HttpPeer(socket, exchange -> exchange.ok("", "media"));
  }

  private void run(String host, int port, TlsSockets tls) throws Exception {
    run(host, port, tls, LONG);
  }

  private void run(String host, int port, TlsSockets tls, Duration connect) throws Exception {
    new HttpTransport(
            HttpAddress.of(SourceAddress.parse("https://" + host + ":" + port + "/")),
            name -> List.of(InetAddress.getLoopbackAddress()),
            tls,
            new HttpTimes(connect, LONG, LONG))
        .run(inlet);
  }

  private String failure(String host, int port, TlsSockets tls) {
    IOException failure = assertThrows(IOException.class, () -> run(host, port, tls));
    return String.valueOf(failure.getMessage());
  }

  @Test
  void trustedCertificateOfTheNameIsAccepted() throws Exception {
    SSLContext context = context(TestCertificate.of("studio.example", "EC"));
    try (HttpPeer peer = server(context)) {
      run("studio.example", peer.port(), new TlsSockets(context));
      assertEquals("media", inlet.text());
      String sentence = failure("other.example", peer.port(), new TlsSockets(context));
      assertTrue(sentence.contains("is not trusted"), sentence);
      assertEquals(1, peer.requests.size());
    }
  }

  @Test
  void unknownCertificateIsRefusedUnlessVerificationIsOff() throws Exception {
    try (HttpPeer peer = server(context(TestCertificate.of("studio.example", "EC")))) {
      String sentence = failure("studio.example", peer.port(), new TlsSockets(true));
      assertTrue(sentence.contains("is not trusted"), sentence);
      assertEquals(List.of(), peer.requests);
      run("other.example", peer.port(), new TlsSockets(false));
      assertEquals("media", inlet.text());
    }
  }

  @Test
  void serverWithoutTlsIsAFailure() throws Exception {
    try (HttpPeer peer = new HttpPeer(new ServerSocket(0), exchange -> exchange.ok("", "media"))) {
      assertThrows(IOException.class, () -> run("a.example", peer.port(), new TlsSockets(false)));
    }
  }

  @Test
  void handshakeThatStallsIsLeft() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      int port = silent.getLocalPort();
      Duration limit = Duration.ofMillis(100);
      IOException failure =
          assertThrows(
              IOException.class, () -> run("a.example", port, new TlsSockets(false), limit));
      String sentence = String.valueOf(failure.getMessage());
      assertTrue(sentence.startsWith("There is no connection to https://a.example:"), sentence);
    }
  }
}
