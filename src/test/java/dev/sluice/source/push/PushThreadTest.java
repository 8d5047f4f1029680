package dev.sluice.source.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.net.http.RawHttp1;
import dev.sluice.net.tls.TestCertificate;
import dev.sluice.net.tls.TlsCertificate;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.stream.life.StreamState;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The thread that reads a push: it never outlives the push, however that ends. */
final class PushThreadTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(700);

  /** A first handshake has to be over in it, on a machine that is busy. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  @TempDir Path folder;

  private PushFixture start(Duration stall, Duration silence, boolean secure) throws IOException {
    Optional<TlsCertificate> tls = Optional.empty();
    if (secure) {
      Path certificate = folder.resolve("cert.pem");
      Path key = folder.resolve("key.pem");
      TestCertificate.of("localhost", "EC").write(certificate, key);
      tls = Optional.of(TlsCertificate.read(certificate, key));
    }
    return new PushFixture(stall, true, PushGate.OPEN, silence, tls);
  }

  private static RawHttp1 push(PushFixture ingest, boolean secure, String stream)
      throws IOException {
    return secure
        ? PushFixture.push(
            new RawHttp1(
                TestCertificate.trusting()
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), ingest.port())),
            stream,
            "PG")
        : ingest.push(stream, "PG");
  }

  private static boolean reads(String stream) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("push-" + stream) && thread.isDaemon());
  }

  private static void awaitThread(String stream, boolean there) {
    PushFixture.until(() -> reads(stream) == there, "thread there: " + there);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itReadsToTheEndOfTheBody(boolean secure) throws IOException {
    try (PushFixture ingest = start(LONG, LONG, secure);
        RawHttp1 client = push(ingest, secure, "whole")) {
      awaitThread("whole", true);
      int bytes = 2;
      for (int i = 0; i < 40; i++) {
        client.send(PushFixture.chunk("G".repeat(50_000)));
        bytes += 50_000;
      }
      assertEquals(bytes, ingest.awaitIngest(1, bytes).bytes);
      client.send("0\r\n\r\n");
      assertEquals(200, client.readAnswer().status());
      awaitThread("whole", false);
      client.send("PUT /ingest/b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nPG");
      assertEquals(200, client.readAnswer().status());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReadThatBlocksEndsWithItsStalledPush(boolean secure) throws IOException {
    try (PushFixture ingest = start(SHORT, LONG, secure);
        RawHttp1 client = push(ingest, secure, "stalled")) {
      awaitThread("stalled", true);
      assertTrue(client.ends());
      ingest.awaitEnd(SourceEnd.STALLED);
      awaitThread("stalled", false);
      assertEquals(StreamState.STALLED, ingest.state("stalled"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectionThatIsSilentForTooLongIsClosed(boolean secure) throws IOException {
    try (PushFixture ingest = start(LONG, SILENCE, secure);
        RawHttp1 client = push(ingest, secure, "silent")) {
      awaitThread("silent", true);
      assertTrue(client.ends());
      ingest.awaitEnd(SourceEnd.VANISHED);
      awaitThread("silent", false);
    }
  }

  @Test
  void itEndsWithTheServer() throws IOException {
    PushFixture ingest = start(LONG, LONG, false);
    try (RawHttp1 client = push(ingest, false, "stopped")) {
      awaitThread("stopped", true);
      ingest.close();
      assertTrue(client.ends());
      ingest.awaitEnd(SourceEnd.VANISHED);
      awaitThread("stopped", false);
    }
  }

  @Test
  void aPusherThatNeverPausesIsReplacedAsWell() throws IOException {
    try (PushFixture ingest = start(LONG, LONG, false);
        RawHttp1 first = push(ingest, false, "busy")) {
      ingest.awaitIngest(1, 2);
      Thread feeder =
          Thread.ofPlatform()
              .start(
                  () -> {
                    String chunk = PushFixture.chunk("G".repeat(50_000));
                    try {
                      while (!Thread.interrupted()) {
                        first.send(chunk);
                      }
                    } catch (IOException e) {
                      // Closed in the middle, as it may be.
                      return;
                    }
                  });
      try (RawHttp1 second = push(ingest, false, "busy")) {
        ingest.awaitIngest(2, 2);
        PushFixture.until(
            () -> ingest.sources.counters().of(SourceEnd.SUPERSEDED) == 1, "first is over");
        PushFixture.until(() -> ingest.sources.count() == 1, "one is left");
        second.send("0\r\n\r\n");
        assertEquals(200, second.readAnswer().status());
      }
      feeder.interrupt();
    }
    awaitThread("busy", false);
  }
}
