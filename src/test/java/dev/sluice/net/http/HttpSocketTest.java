package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services of the socket for every route: problem documents, CORS, limits, read time limits. */
final class HttpSocketTest {
  @RegisterExtension private final WaitingServer server = new WaitingServer(Duration.ofSeconds(1));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n|404",
        "GET /defect HTTP/1.1\r\nHost: x\r\n\r\n|500",
        "GET /now HTTP/1.1\r\n\r\n|400",
        "GET /now?a=\"b HTTP/1.1\r\nHost: x\r\n\r\n|400",
        "POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n|413",
        "POST /read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n|400"
      })
  void everyFailureIsAProblemDocumentThatPagesCanRead(String requestAndStatus) throws IOException {
    String[] parts = requestAndStatus.split("\\|");
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(parts[0]);
      RawHttp1.Answer answer = client.readAnswer();
      assertEquals(parts[1], String.valueOf(answer.status()), answer::toString);
      assertTrue(answer.head().contains("content-type: application/problem+json"), answer::head);
      assertTrue(answer.head().contains("access-control-allow-origin: *"), answer::head);
      assertTrue(answer.body().contains("\"status\":" + parts[1]), answer::body);
      assertTrue(answer.body().matches(".*\"detail\":\".+\\.\".*"), answer::body);
    }
  }

  @Test
  void aDefectOfARouteIsCountedAsFault() throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send("GET /defect HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals(500, client.readAnswer().status());
      client.send("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals(404, client.readAnswer().status());
      assertEquals(1, server.faults.counts().get("http"));
    }
  }

  /** Helidon ends its server when the system has no descriptor for a connection. */
  @Test
  @Timeout(30)
  void aServerThatEndedIsReplacedAtTheSamePort() throws IOException {
    int port = server.port();
    ServerSocketChannel ended = server.socket().server().channel();
    ended.close();
    while (server.socket().server().channel() == ended) {
      Thread.onSpinWait();
    }
    assertEquals(port, server.port());
    assertTrue(answers(port));
  }

  private static boolean answers(int port) {
    try (RawHttp1 client = new RawHttp1(port)) {
      client.send("GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
      return client.readBody().equals("now");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aBodyOfExactlyTheLimitIsRead() throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(post(WaitingServer.LIMIT) + "x".repeat(WaitingServer.LIMIT));
      assertEquals(WaitingServer.LIMIT, client.readBody().length());
    }
  }

  @Test
  void aBodyAboveTheLimitIsRefusedAndNotReadAsARequest() throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(post(WaitingServer.LIMIT + 1) + "x".repeat(WaitingServer.LIMIT + 1));
      RawHttp1.Answer answer = client.readAnswer();
      assertEquals(413, answer.status());
      assertTrue(answer.head().contains("connection: close"), answer::head);
      client.send("GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
      assertTrue(client.atEnd());
    }
  }

  @Test
  void aSmallUnwantedBodyIsReadAndTheConnectionGoesOn() throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send("POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\noffer");
      assertEquals(404, client.readAnswer().status());
      client.send("GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals("now", client.readBody());
    }
  }

  @Test
  void aRequestWithConnectionCloseClosesTheConnection() throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send("GET /now HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertEquals("now", client.readBody());
      assertTrue(client.atEnd());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8000\r\n", "7fffffff\r\n"})
  void aChunkedBodyAboveTheLimitIsRefusedWithoutWaitingForItsEnd(String line) throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send("POST /read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      String chunk = line + "x".repeat(0x8000) + "\r\n";
      client.send(chunk.repeat(2 + (WaitingServer.LIMIT + (1 << 20)) / 0x8000));
      RawHttp1.Answer answer = client.readAnswer();
      assertEquals(413, answer.status());
      assertTrue(answer.head().contains("connection: close"), answer::head);
    }
  }

  @Test
  void aRefusedClientThatPausesInItsBodyIsClosedSoon() throws IOException {
    WaitingServer patient = new WaitingServer(Duration.ofSeconds(60));
    patient.start();
    try (RawHttp1 client = new RawHttp1(patient.port())) {
      client.send("POST /nowhere HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("5\r\noffer\r\n");
      assertEquals(404, client.readAnswer().status());
      assertTrue(client.ends());
    } finally {
      patient.stop();
    }
  }

  @Test
  void aClientThatAsksFirstIsRefusedBeforeItSends() throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(
          "POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n"
              + "Expect: 100-continue\r\n\r\n");
      RawHttp1.Answer answer = client.readAnswer();
      assertEquals(413, answer.status());
      assertTrue(answer.head().contains("connection: close"), answer::head);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "GET /now HTTP/1.1\r\n",
        "GET /now HTTP/1.1\r\nHost: x\r\nA: ",
        "POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n123"
      })
  void aClientThatStopsInTheMiddleIsClosed(String begin) throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send("GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals("now", client.readBody());
      client.send(begin);
      assertTrue(client.ends());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "PRI * HTTP/2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"})
  void aClientThatNeverAsksIsClosed(String begin) throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(begin);
      assertTrue(client.ends());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
  void aClientOfHttp10IsAnsweredAndTheConnectionCloses(String header) throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      String request = "POST /read HTTP/1.0\r\nHost: x\r\n" + header;
      for (String part : (request + "Content-Length: 5\r\n\r\noffer").split("(?<=[/\r])")) {
        client.send(part);
      }
      RawHttp1.Answer answer = client.readAnswer();
      assertEquals(200, answer.status(), answer::head);
      assertTrue(answer.head().contains("connection: close"), answer::head);
      assertEquals("offer", answer.body());
      assertTrue(client.atEnd());
    }
  }

  @Test
  void aWaitingClientIsNotTakenForASilentOne() throws Exception {
    try (RawHttp1 first = new RawHttp1(server.port());
        RawHttp2 second = new RawHttp2(server.port())) {
      first.send(RawHttp1.POST);
      second.post(1, "/wait");
      server.awaitWaiting(2);
      try (RawHttp1 silent = new RawHttp1(server.port())) {
        silent.send("GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
        assertEquals("now", silent.readBody());
        assertTrue(silent.ends());
      }
      server.release();
      server.release();
      assertEquals("released", first.readBody());
      assertEquals(1, second.awaitHeaders());
    }
  }

  @Test
  void anAddressInUseIsNamed() {
    HttpSocket.Settings taken =
        new HttpSocket.Settings(
            "second", "127.0.0.1", server.port(), -1, Duration.ofSeconds(1), 65_536, false);
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                HttpSocket.start(
                    taken,
                    new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime),
                    routes -> {}));
    assertTrue(
        e.getMessage()
            .startsWith(
                "The second socket cannot listen on 127.0.0.1 port " + server.port() + ": "),
        e.getMessage());
  }

  private static String post(int length) {
    return "POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
  }
}
