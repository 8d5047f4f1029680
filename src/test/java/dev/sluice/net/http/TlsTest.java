package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.net.address.AddressBlock;
import dev.sluice.net.address.LimitKeys;
import dev.sluice.net.tls.TestCertificate;
import dev.sluice.net.tls.TlsCertificate;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS with the JDK's clients. */
@Timeout(60)
final class TlsTest {
  private static final int MAX_CONNECTIONS = 4;
  private static final int LARGE_BYTES = 3_000_000;

  @TempDir Path folder;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();
  private final CountDownLatch pause = new CountDownLatch(1);
  private Path certificate;
  private Path key;
  private final PeriodicTasks tasks =
      new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime);
  private HttpSocket socket;

  @BeforeEach
  void start() throws IOException {
    start(Duration.ofSeconds(30));
  }

  private void start(Duration silence) throws IOException {
    start(TimeLimits.of(silence));
  }

  private void start(TimeLimits limits) throws IOException {
    certificate = folder.resolve("cert.pem");
    key = folder.resolve("key.pem");
    TestCertificate.of("first", "EC").write(certificate, key);
    TlsCertificate tls = TlsCertificate.read(certificate, key);
    tls.watch(tasks);
    HttpSocket.Settings settings =
        new HttpSocket.Settings(
            "test",
            "127.0.0.1",
            0,
            MAX_CONNECTIONS,
            limits.silence(),
            65_536,
            true,
            Optional.of(tls),
            new LimitKeys(List.of(AddressBlock.parse("127.0.0.0/8").orElseThrow())));
    socket = HttpSocket.start(settings, limits, tasks, this::routes);
  }

  @AfterEach
  void stop() {
    socket.close();
    tasks.close();
  }

  private void routes(HttpRouting.Builder routes) {
    routes
        .post("/echo", (request, response) -> response.send(Bodies.read(request, LARGE_BYTES)))
        .post(
            "/pause",
            (request, response) -> {
              Bodies.read(request, 10);
              waiting.incrementAndGet();
              try {
                ClientPresence.of(request).whilePresent(() -> pause.await(9, TimeUnit.SECONDS));
                response.send("resumed");
              } catch (InterruptedException e) {
                throw new CloseConnectionException("gone", e);
              }
            })
        .post(
            "/wait",
            (request, response) -> {
              Bodies.read(request, 10);
              waiting.incrementAndGet();
              try {
                ClientPresence.of(request)
                    .whilePresent(() -> new CountDownLatch(1).await(9, TimeUnit.SECONDS));
                response.send("late");
              } catch (InterruptedException e) {
                left.incrementAndGet();
                throw new CloseConnectionException("gone", e);
              }
            });
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void bothVersionsOfHttpAreSpoken(HttpClient.Version version) throws Exception {
    try (HttpClient client = client(version)) {
      for (int length : new int[] {5, LARGE_BYTES, 0, 70_000}) {
        String body = "x".repeat(length);
        HttpResponse<String> answer = client.send(post("/echo", body), BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertEquals(version, answer.version());
        assertEquals(body, answer.body());
        assertEquals("*", answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
      }
    }
    until(() -> socket.connections() == 0, "closed");
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aClientThatLeavesWhileItIsHeldIsNoticed(HttpClient.Version version) throws Exception {
    HttpClient client = client(version);
    var answer = client.sendAsync(post("/wait", "x"), BodyHandlers.ofString());
    until(() -> waiting.get() == 1, "waits");
    answer.cancel(true);
    client.shutdownNow();
    until(() -> left.get() == 1, "noticed");
    client.close();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aHeldClientMayBeSilentForLonger(HttpClient.Version version) throws Exception {
    stop();
    start(Duration.ofSeconds(3));
    try (HttpClient client = client(version)) {
      var answer = client.sendAsync(post("/pause", "x"), BodyHandlers.ofString());
      until(() -> waiting.get() == 1, "held");
      try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), socket.port())) {
        silent.setSoTimeout(10_000);
        assertEquals(-1, silent.getInputStream().read());
      }
      pause.countDown();
      assertEquals("resumed", answer.get().body());
      assertEquals("y", client.send(post("/echo", "y"), BodyHandlers.ofString()).body());
    }
  }

  /** Each byte of a record ends a read of the socket, but not one of TLS. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRecordThatDripsEndsTheConnection(boolean afterHandshake) throws Exception {
    stop();
    Duration limit = Duration.ofMillis(300);
    start(new TimeLimits(limit, limit, limit, limit));
    try (RawHttp1 client = new RawHttp1(drippingSocket(afterHandshake))) {
      String record = (afterHandshake ? "\u0017" : "\u0016") + "\u0003\u0003\u0010\u0000";
      assertTrue(client.drip(record + "x".repeat(250)) < 250);
      assertTrue(client.ends());
    }
    until(() -> socket.connections() == 0, "closed");
  }

  private Socket drippingSocket(boolean afterHandshake) throws Exception {
    Socket raw = new Socket(InetAddress.getLoopbackAddress(), socket.port());
    if (afterHandshake) {
      SSLSocket secure =
          (SSLSocket)
              TestCertificate.trusting()
                  .getSocketFactory()
                  .createSocket(raw, "127.0.0.1", socket.port(), false);
      secure.startHandshake();
    }
    return raw;
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.3", "TLSv1.2"})
  void anOpenConnectionGoesOnWhenTheCertificateChanges(String version) throws Exception {
    try (SSLSocket old = connect(version)) {
      assertEquals("CN=first", subject(old));
      assertEquals("HTTP/1.1 200 OK", ask(old));
      TestCertificate.of("second", "RSA").write(certificate, key);
      until(() -> socket.certificateReloads() == 1, "read anew");
      try (SSLSocket fresh = connect(version)) {
        assertEquals("CN=second", subject(fresh));
        assertEquals("HTTP/1.1 200 OK", ask(fresh));
      }
      assertEquals("HTTP/1.1 200 OK", ask(old));
    }
    assertEquals(0, socket.certificateRefusals());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "-----BEGIN CERTIFICATE-----\nAAAA\n",
        "another",
        "bad key",
        "none"
      })
  void badFilesLeaveTheOldCertificate(String text) throws Exception {
    switch (text) {
      case "another" ->
          Files.writeString(certificate, TestCertificate.of("x", "EC").certificatePem());
      case "bad key" ->
          Files.writeString(key, "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n");
      case "none" -> Files.delete(certificate);
      default -> Files.writeString(certificate, text);
    }
    until(() -> socket.certificateRefusals() > 0, "refused");
    try (SSLSocket client = connect("TLSv1.3")) {
      assertEquals("CN=first", subject(client));
      assertEquals("HTTP/1.1 200 OK", ask(client));
    }
    TestCertificate.of("third", "EC").write(certificate, key);
    until(() -> socket.certificateReloads() == 1, "read anew");
    IOException refused =
        assertThrows(IOException.class, () -> TlsCertificate.read(folder.resolve("no"), key));
    assertTrue(refused.getMessage().contains("there is no file"), refused.getMessage());
  }

  @Test
  void failedAndSilentHandshakesTakeNoConnectionForGood() throws Exception {
    byte[] noTls = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    stop();
    start(Duration.ofSeconds(3));
    for (int i = 0; i < 10 * MAX_CONNECTIONS; i++) {
      try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), socket.port())) {
        plain.setSoTimeout(5000);
        plain.getOutputStream().write(noTls);
        while (plain.getInputStream().read() >= 0) {
          continue;
        }
      } catch (SocketException e) {
        // A reset, since the server has not read everything.
      }
    }
    assertEquals(10 * MAX_CONNECTIONS, socket.failedHandshakes());
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), socket.port())) {
      silent.setSoTimeout(10_000);
      silent.getOutputStream().write(0x16);
      assertEquals(-1, silent.getInputStream().read());
    }
    try (SSLSocket client = connect("TLSv1.3")) {
      assertEquals("HTTP/1.1 200 OK", ask(client));
    }
    until(() -> socket.connections() == 0, "all closed");
  }

  private static HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().sslContext(TestCertificate.trusting()).version(version).build();
  }

  private HttpRequest post(String path, String body) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + socket.port() + path))
        .timeout(Duration.ofSeconds(20))
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private SSLSocket connect(String version) throws IOException {
    SSLSocket client =
        (SSLSocket)
            TestCertificate.trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), socket.port());
    client.setEnabledProtocols(new String[] {version});
    client.setSoTimeout(5000);
    client.startHandshake();
    return client;
  }

  private static String subject(SSLSocket client) throws IOException {
    X509Certificate certificate = (X509Certificate) client.getSession().getPeerCertificates()[0];
    return certificate.getSubjectX500Principal().getName();
  }

  /** Sends a request with an empty body. Returns the status line. */
  private static String ask(SSLSocket client) throws IOException {
    client
        .getOutputStream()
        .write(
            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    InputStream in = client.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("closed after: " + head);
      }
      head.append((char) c);
    }
    return head.substring(0, head.indexOf("\r\n"));
  }

  private static void until(BooleanSupplier reached, String what) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!reached.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, what);
      LockSupport.parkNanos(500_000);
    }
  }
}
