package dev.sluice.source.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.FreePorts;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Reach;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetching by HTTP from servers that behave well and badly. */
@Timeout(30)
final class HttpTransportTest {
  private static final Reach LOOPBACK = host -> List.of(InetAddress.getLoopbackAddress());
  private static final HttpTimes SHORT =
      new HttpTimes(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofMillis(200));
  private static final HttpTimes LONG =
      new HttpTimes(Duration.ofSeconds(9), Duration.ofSeconds(9), Duration.ofSeconds(9));

  private final CollectingInlet inlet = new CollectingInlet();

  private static HttpTransport transport(int port, HttpTimes times) throws AddressException {
    return new HttpTransport(
        HttpAddress.of(SourceAddress.parse("http://server.example:" + port + "/a?b")),
        LOOPBACK,
        new TlsSockets(true),
        times);
  }

  private Ended run(HttpPeer.Script script) throws Exception {
    return run(LONG, script);
  }

  private Ended run(HttpTimes times, HttpPeer.Script script) throws Exception {
    try (HttpPeer peer = new HttpPeer(script)) {
      return transport(peer.port(), times).run(inlet);
    }
  }

  private String failure(HttpTimes times, HttpPeer.Script script) {
    IOException failure = assertThrows(IOException.class, () -> run(times, script));
    String sentence = String.valueOf(failure.getMessage());
    assertTrue(sentence.matches("[A-Zh].*\\."), sentence);
    return sentence;
  }

  private String failure(HttpPeer.Script script) {
    return failure(LONG, script);
  }

  @Test
  void fileIsFetchedOnce() throws Exception {
    try (HttpPeer peer = new HttpPeer(x -> x.ok("Content-Type: video/MP2T\r\n", "media"))) {
      assertEquals(Ended.FOR_GOOD, transport(peer.port(), LONG).run(inlet));
      assertEquals(
          "GET /a?b HTTP/1.1\r\nHost: server.example:" + peer.port(),
          peer.requests.getFirst().split("\r\nUser-Agent")[0]);
    }
    assertEquals("media", inlet.text());
    assertEquals(1, inlet.connections());
  }

  @Test
  void bodyInChunksOrWithoutLengthIsFetchedAgain() throws Exception {
    assertEquals(
        Ended.AGAIN,
        run(
            x ->
                x.send(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n")));
    assertEquals(
        Ended.AGAIN,
        run(
            x -> {
              x.send("HTTP/1.0 200 OK\n\ncd");
              x.end();
            }));
    assertEquals("abcd", inlet.text());
  }

  @Test
  void bytesArePassedOnAsTheyArriveWithinAChunk() throws Exception {
    CollectingInlet waiting = new CollectingInlet();
    try (HttpPeer peer =
        new HttpPeer(
            x -> {
              x.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFF\r\nhalf");
              waiting.await("half");
              x.send(" of it");
              x.awaitGone();
            })) {
      assertEquals(
          Ended.AGAIN,
          transport(peer.port(), LONG).run(waiting.until(t -> t.equals("half of it"))));
    }
  }

  @ParameterizedTest
  @CsvSource({"Content-Length: 9", "Transfer-Encoding: chunked"})
  void bodyThatIsCutOffIsAFailure(String field) {
    String sentence =
        failure(
            x -> {
              x.send("HTTP/1.1 200 OK\r\n" + field + "\r\n\r\n4\r\nabc");
              x.end();
            });
    assertTrue(sentence.contains("within the body"), sentence);
  }

  @Test
  void resetIsAFailure() {
    failure(
        x -> {
          x.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
          x.reset();
        });
  }

  @Test
  void endWithoutAnswerIsAFailure() {
    assertTrue(failure(HttpPeer.Exchange::end).contains("without an answer"));
    assertTrue(
        failure(
                x -> {
                  x.send("HTTP/1.1 200 OK\r\nConte");
                  x.end();
                })
            .contains("within the head"));
  }

  @Test
  void serverThatSendsNothingIsLeft() {
    assertTrue(failure(SHORT, HttpPeer.Exchange::awaitGone).contains("no answer within"));
  }

  @Test
  void headThatDripsIsLeft() {
    String sentence =
        failure(
            SHORT,
            x -> {
              for (int i = 0; ; i++) {
                x.send(i == 0 ? "HTTP/1.1 200 OK\r\nX: " : "x");
                Thread.sleep(20);
              }
            });
    assertTrue(sentence.contains("no answer within"), sentence);
  }

  @Test
  void bodyThatPausesForTooLongIsAFailure() {
    String sentence =
        failure(
            SHORT,
            x -> {
              x.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
              x.awaitGone();
            });
    assertTrue(sentence.contains("sent nothing for"), sentence);
    assertEquals("abc", inlet.text());
  }

  @Test
  void headWithoutEndIsRefused() {
    assertTrue(
        failure(
                x -> {
                  x.send("HTTP/1.1 200 OK\r\n");
                  for (int i = 0; i < 100_000; i++) {
                    x.send("Name: value\r\n");
                  }
                })
            .contains("too long"));
    assertTrue(
        failure(
                x -> {
                  for (int i = 0; i < 100_000; i++) {
                    x.send("HTTP/1.1 103 Early Hints\r\n\r\n");
                  }
                })
            .contains("without end"));
  }

  @Test
  void interimAnswersAreSkipped() throws Exception {
    run(x -> x.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab"));
    assertEquals("ab", inlet.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-OpenSSH_9\r\n\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 200 OK\r\nx\r\n\r\n"})
  void otherProtocolsAreRefused(String answer) {
    failure(x -> x.send(answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html; charset=utf-8",
        "TEXT/PLAIN",
        "application/json",
        "application/problem+json",
        "application/vnd.apple.mpegurl",
        "image/png",
        "multipart/x-mixed-replace;boundary=x"
      })
  void bodiesThatAreNoMediaAreRefused(String type) {
    String sentence = failure(x -> x.ok("Content-Type: " + type + "\r\n", "<html>"));
    assertTrue(sentence.startsWith("The server sends "), sentence);
    assertEquals("", inlet.text());
    assertEquals(0, inlet.connections());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "video/mp2t",
        "audio/MP2T",
        "application/octet-stream",
        "binary/octet-stream",
        "text/vnd.trolltech.linguist",
        "video/mpeg;x=y"
      })
  void bodiesThatMayBeMediaAreTaken(String type) throws Exception {
    run(x -> x.ok("Content-Type: " + type + "\r\n", "media"));
    assertEquals("media", inlet.text());
  }

  @Test
  void compressedAndEmptyBodiesAreRefused() {
    assertTrue(failure(x -> x.ok("Content-Encoding: gzip\r\n", "zip")).contains("compressed"));
    assertTrue(failure(x -> x.ok("", "")).contains("empty"));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 304, 400, 404, 503, 101, 300})
  void otherStatusIsAFailure(int status) {
    String sentence =
        failure(x -> x.send("HTTP/1.1 " + status + " Word\r\nContent-Length: 0\r\n\r\n"));
    assertTrue(sentence.contains("status " + status), sentence);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsFollowed(int status) throws Exception {
    run(
        x -> {
          if (x.target().equals("/a?b")) {
            x.send("HTTP/1.1 " + status + " Moved\r\nLocation: /there\r\n\r\n");
            x.awaitGone();
          }
          x.ok("", x.target());
        });
    assertEquals("/there", inlet.text());
  }

  @Test
  void redirectsInALoopEnd() throws Exception {
    try (HttpPeer peer =
        new HttpPeer(x -> x.send("HTTP/1.1 302 Found\r\nLocation: /a?b\r\n\r\n"))) {
      HttpTransport transport = transport(peer.port(), LONG);
      String sentence =
          String.valueOf(assertThrows(IOException.class, () -> transport.run(inlet)).getMessage());
      assertTrue(sentence.contains("more than 5 times"), sentence);
      assertEquals(6, peer.requests.size());
    }
  }

  /** Each redirect is resolved and checked again. */
  @Test
  void redirectCannotReachWhatIsNotAllowed() throws Exception {
    Reach careful =
        host -> {
          if (host.equals("169.254.169.254")) {
            throw new IOException("The operator does not allow this address.");
          }
          return LOOPBACK.resolve(host);
        };
    try (HttpPeer peer =
        new HttpPeer(
            x -> x.send("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n"))) {
      HttpTransport transport =
          new HttpTransport(
              HttpAddress.of(SourceAddress.parse("http://a.example:" + peer.port())),
              careful,
              new TlsSockets(true),
              LONG);
      IOException failure = assertThrows(IOException.class, () -> transport.run(inlet));
      assertEquals("The operator does not allow this address.", failure.getMessage());
    }
  }

  @Test
  void unknownHostIsAFailure() throws Exception {
    HttpTransport transport =
        new HttpTransport(
            HttpAddress.of(SourceAddress.parse("http://nowhere.invalid/")),
            host -> {
              throw new UnknownHostException("The host has no address.");
            },
            new TlsSockets(true),
            LONG);
    assertThrows(UnknownHostException.class, () -> transport.run(inlet));
  }

  @Test
  void refusedConnectionIsAFailure() throws Exception {
    int port = FreePorts.next();
    HttpTransport transport = transport(port, LONG);
    IOException failure = assertThrows(IOException.class, () -> transport.run(inlet));
    assertTrue(String.valueOf(failure.getMessage()).contains("refused"), failure.getMessage());
  }

  @Test
  void nextAddressIsTried() throws Exception {
    try (HttpPeer peer = new HttpPeer(x -> x.ok("", "media"))) {
      HttpTransport transport =
          new HttpTransport(
              HttpAddress.of(SourceAddress.parse("http://a.example:" + peer.port())),
              host -> List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getLoopbackAddress()),
              new TlsSockets(true),
              LONG);
      transport.run(inlet);
      assertEquals("media", inlet.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na"})
  void stopEndsABlockedConnectionAtOnce(String sent) throws Exception {
    AtomicReference<Object> result = new AtomicReference<>();
    try (HttpPeer peer =
        new HttpPeer(
            x -> {
              x.send(sent);
              x.awaitGone();
            })) {
      HttpTransport transport = transport(peer.port(), LONG);
      Thread reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      result.set(transport.run(inlet));
                    } catch (IOException | InterruptedException e) {
                      result.set(e);
                    }
                  });
      while (peer.requests.isEmpty()) {
        Thread.onSpinWait();
      }
      if (!sent.isEmpty()) {
        inlet.await("a");
      }
      inlet.stop();
      reader.join();
      assertEquals(Ended.AGAIN, result.get());
    }
  }

  @Test
  void sourceThatIsFullEndsTheConnection() throws Exception {
    inlet.until(text -> true);
    assertEquals(Ended.AGAIN, run(x -> x.ok("", "media")));
  }
}
