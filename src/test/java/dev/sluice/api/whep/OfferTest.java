package dev.sluice.api.whep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.whep.WhepCounters.Outcome;
import dev.sluice.media.Codec;
import dev.sluice.net.http.RawHttp1;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** POST on the endpoint, over real sockets. */
final class OfferTest {
  private WhepFixture whep;

  @BeforeEach
  void start() throws IOException {
    whep = new WhepFixture(Duration.ofMillis(200), 10, 3);
    whep.play("live", Codec.H264, Codec.OPUS);
  }

  @AfterEach
  void stop() {
    whep.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/sdp", "application/sdp;charset=utf-8", "APPLICATION/SDP ; a=\"b;c\""})
  void anOfferIsAnsweredWithASession(String type) throws Exception {
    HttpResponse<String> answer =
        whep.ask("POST", "/whep/live", WhepFixture.offer(), "Content-Type", type);
    assertEquals(201, answer.statusCode(), answer.body());
    assertEquals("application/sdp", header(answer, "Content-Type"));
    assertTrue(answer.body().startsWith("v=0\r\n"), answer.body());
    assertTrue(
        header(answer, "Location").matches("/whep/live/sessions/[A-Za-z0-9_-]{22,}"),
        header(answer, "Location"));
    assertTrue(header(answer, "ETag").matches("\"[A-Za-z0-9_-]+\""), header(answer, "ETag"));
    assertEquals("application/trickle-ice-sdpfrag", header(answer, "Accept-Patch"));
    assertCors(answer);
    assertEquals(1, whep.sessions.count());
    assertEquals(1, whep.routes.counters().of(Outcome.CREATED));
  }

  @Test
  void entityTagsAndAddressesAreUnique() throws Exception {
    HttpResponse<String> first = whep.post("live", WhepFixture.offer());
    HttpResponse<String> second = whep.post("live", WhepFixture.offer());
    assertTrue(!header(first, "ETag").equals(header(second, "ETag")));
    assertTrue(!header(first, "Location").equals(header(second, "Location")));
  }

  /** The first section is kept for its transport, with nothing in it. */
  @ParameterizedTest
  @CsvSource({
    "H264, m=video [1-9], m=audio 0 ",
    "OPUS, m=audio [1-9], m=video [1-9]",
  })
  void aKindThatTheStreamDoesNotHaveIsNotSent(Codec codec, String has, String hasNot)
      throws Exception {
    whep.play("single", codec);
    HttpResponse<String> answer = whep.post("single", WhepFixture.offer());
    assertEquals(201, answer.statusCode(), answer.body());
    for (String section : answer.body().substring(answer.body().indexOf("m=")).split("(?=m=)")) {
      boolean sends = section.matches("(?s)" + has + ".*");
      assertTrue(sends || section.matches("(?s)" + hasNot + ".*"), answer.body());
      assertEquals(sends, section.contains("a=sendonly\r\n"), answer.body());
      assertEquals(!sends, section.contains("a=inactive\r\n"), answer.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "application/json", "application/sdpx"})
  void anotherMediaTypeIsRefused(String type) throws Exception {
    HttpResponse<String> answer =
        type.isEmpty()
            ? whep.ask("POST", "/whep/live", WhepFixture.offer())
            : whep.ask("POST", "/whep/live", WhepFixture.offer(), "Content-Type", type);
    assertProblem(415, "application/sdp", answer);
  }

  @ParameterizedTest
  @CsvSource({
    "'', empty",
    "'  ', empty",
    "hello, ''",
    "'v=0', ''",
    "'\u0000\u0001\u0002', ''",
  })
  void whatIsNoOfferIsRefusedWithASentence(String body, String part) throws Exception {
    assertProblem(400, part, whep.post("live", body));
    assertProblem(400, part, whep.post("stream-that-nobody-waits-for", body));
    assertEquals(2, whep.routes.counters().of(Outcome.BAD_OFFER));
  }

  @Test
  void anOfferThatWantsToSendIsRefused() throws Exception {
    String offer = WhepFixture.offer().replace("a=recvonly", "a=sendonly");
    assertProblem(400, "", whep.post("live", offer));
  }

  @Test
  void anOfferWithoutH264ForAVideoStreamIsRefused() throws Exception {
    whep.play("picture", Codec.H264);
    String offer = WhepFixture.offer().replace("H264/90000", "XYZ/90000");
    assertProblem(400, "", whep.post("picture", offer));
  }

  @Test
  void anOfferAboveTheLimitIsRefusedWithAndWithoutLength() throws Exception {
    String large = WhepFixture.offer() + "a=x\r\n".repeat(60_000);
    assertProblem(413, "262144", whep.post("live", large));
    try (RawHttp1 client = new RawHttp1(whep.port())) {
      client.send(
          "POST /whep/live HTTP/1.1\r\nHost: x\r\nContent-Type: application/sdp\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
      client.send(("4000\r\n" + "x".repeat(0x4000) + "\r\n").repeat(17) + "0\r\n\r\n");
      RawHttp1.Answer answer = client.readAnswer();
      assertEquals(413, answer.status());
      assertTrue(answer.head().contains("access-control-allow-origin"));
    }
  }

  @Test
  void aStreamWithoutOutputIsAConflictToRetry() throws Exception {
    HttpResponse<String> answer = whep.post("absent", WhepFixture.offer());
    assertProblem(409, "Stream 'absent' has no output yet", answer);
    assertEquals("3", header(answer, "Retry-After"));
    assertTrue(whep.streams.find("absent").isEmpty(), "forgotten again");
  }

  @Test
  void aStreamWithNothingToPlayIsAConflict() throws Exception {
    whep.play("radio", Codec.AAC, Codec.KLV);
    HttpResponse<String> answer = whep.post("radio", WhepFixture.offer());
    assertProblem(409, "it needs H.264 or Opus, and has AAC, KLV.", answer);
  }

  @Test
  void aStreamWithPicturesOutOfOrderIsAConflict() throws Exception {
    whep.announceReordering("live");
    HttpResponse<String> answer = whep.post("live", WhepFixture.offer());
    assertProblem(409, "-bf 0", answer);
    assertEquals(1, whep.routes.counters().of(Outcome.NOT_PLAYABLE));
  }

  @Test
  void aboveTheLimitOfSessionsItIsBusy() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertEquals(201, whep.post("live", WhepFixture.offer()).statusCode());
    }
    HttpResponse<String> answer = whep.post("live", WhepFixture.offer());
    assertProblem(503, "3 viewers", answer);
    assertEquals("3", header(answer, "Retry-After"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", ".hidden", "%2e%2e", "%C3%A4"})
  void namesThatNoStreamHasAreNotFound(String name) throws Exception {
    assertEquals(404, whep.post(name, WhepFixture.offer()).statusCode());
    assertEquals(404, whep.post("x".repeat(65), WhepFixture.offer()).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
  void theEndpointDescribesItself(String method) throws Exception {
    HttpResponse<String> answer = whep.ask(method, "/whep/live", "");
    assertEquals(204, answer.statusCode());
    assertEquals("application/sdp", header(answer, "Accept-Post"));
    assertCors(answer);
  }

  @Test
  void otherMethodsAreNamed() throws Exception {
    HttpResponse<String> answer = whep.ask("PUT", "/whep/live", "x");
    assertProblem(405, "POST", answer);
    assertEquals("GET, HEAD, POST, OPTIONS", header(answer, "Allow"));
  }

  private static void assertProblem(int status, String part, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals("application/problem+json", header(answer, "Content-Type"));
    assertTrue(answer.body().contains(part), answer.body());
    assertTrue(answer.body().matches("(?s).*\"detail\":\"[A-Z].+[.?]\".*"), answer.body());
    assertCors(answer);
  }

  private static void assertCors(HttpResponse<String> answer) {
    assertEquals("*", header(answer, "Access-Control-Allow-Origin"));
    String exposed = header(answer, "Access-Control-Expose-Headers").toLowerCase(Locale.ROOT);
    for (String name : new String[] {"location", "link", "etag", "accept-patch", "retry-after"}) {
      assertTrue(exposed.contains(name), exposed);
    }
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
