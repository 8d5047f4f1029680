package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentCodingsTest {
  @RegisterExtension private final WaitingServer server = new WaitingServer(Duration.ofSeconds(1));

  private static String post(String fields) {
    return "POST /read HTTP/1.1\r\nHost: x\r\n" + fields + "Content-Length: 5\r\n\r\noffer";
  }

  /** RFC 9110 section 15.5.16: the codings that would have been taken are named. */
  @ParameterizedTest
  @ValueSource(
      strings = {"gzip", "br", "aws-chunked", "identity, gzip", "identity\r\nContent-Encoding: x"})
  void aCodedBodyIsRefusedWithTheRemedyAndTheConnectionGoesOn(String codings) throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(post("Content-Encoding: " + codings + "\r\n"));
      RawHttp1.Answer answer = client.readAnswer();
      assertEquals(415, answer.status(), answer::body);
      assertTrue(answer.head().contains("accept-encoding: identity"), answer::head);
      assertTrue(answer.head().contains("access-control-allow-origin: *"), answer::head);
      assertTrue(answer.body().contains("without Content-Encoding"), answer::body);
      client.send(RawHttp1.GET);
      assertEquals("now", client.readBody());
    }
    try (RawHttp2 client = new RawHttp2(server.port())) {
      client.post(1, "/read", "text/plain", "offer", "content-encoding", codings.split("\r")[0]);
      boolean refused = !codings.startsWith("identity\r");
      assertEquals(refused ? 415 : 200, client.answer(1).status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "Identity", "", "identity, identity"})
  void aBodyAsItIsMaySaySo(String codings) throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(post("Content-Encoding: " + codings + "\r\n"));
      assertEquals("offer", client.readBody());
    }
    try (RawHttp2 client = new RawHttp2(server.port())) {
      client.post(1, "/read", "text/plain", "offer", "content-encoding", codings);
      assertEquals("offer", client.answer(1).body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /now", "OPTIONS /now", "POST /now"})
  void aRequestWithoutBodyMayNameAnyCoding(String request) throws IOException {
    try (RawHttp1 client = new RawHttp1(server.port())) {
      client.send(request + " HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n\r\n");
      assertEquals(200, client.readAnswer().status());
    }
  }
}
