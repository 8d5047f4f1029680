package dev.sluice.api.whep;

import static dev.sluice.api.whep.Http.FRAGMENT;
import static dev.sluice.api.whep.Http.assertProblem;
import static dev.sluice.api.whep.Http.header;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.media.Codec;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 15, 16 and 19 of docs/whep.md: PATCH with candidates, and its preconditions. */
final class TrickleRulesTest {
  private static final Map<String, ?> STRICT = protocol(true);
  private static final String RESTART =
      "a=ice-ufrag:another\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n";

  private WhepFixture whep;
  private String session;
  private String etag;
  private String candidates;

  private static Map<String, ?> protocol(boolean strict) {
    return Map.of(
        "whep.preconditions",
        strict ? WhepProtocol.IfMatchRule.STRICT : WhepProtocol.IfMatchRule.LENIENT,
        "whep.maxEventStreams",
        0);
  }

  private void start(Map<String, ?> protocol) throws Exception {
    whep = WhepFixture.of(protocol);
    whep.play("live", Codec.H264, Codec.OPUS);
    String offer = WhepFixture.offer();
    HttpResponse<String> created = whep.post("live", offer);
    session = header(created, "Location");
    etag = header(created, "ETag");
    candidates = fragment(Http.attribute(offer, "ice-ufrag"), Http.attribute(offer, "ice-pwd"), "");
  }

  private static String fragment(String ufrag, String pwd, String more) {
    return "a=ice-ufrag:%s\r\na=ice-pwd:%s\r\nm=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n%s"
        .formatted(ufrag, pwd, more);
  }

  @AfterEach
  void stop() {
    whep.close();
  }

  private HttpResponse<String> patch(String body, String... ifMatch) throws Exception {
    String[] headers = new String[2 + 2 * ifMatch.length];
    headers[0] = "Content-Type";
    headers[1] = FRAGMENT;
    for (int i = 0; i < ifMatch.length; i++) {
      headers[2 + 2 * i] = "If-Match";
      headers[3 + 2 * i] = ifMatch[i];
    }
    return whep.ask("PATCH", session, body, headers);
  }

  private void assertAccepted(HttpResponse<String> answer) {
    assertEquals(204, answer.statusCode(), answer.body());
    assertEquals("", answer.body());
    assertEquals("", header(answer, "ETag"));
    assertEquals("*", header(answer, "Access-Control-Allow-Origin"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rule15_candidatesWithTheEntityTagAreAcceptedWithoutABody(boolean strict) throws Exception {
    start(protocol(strict));
    assertAccepted(patch(candidates, etag));
    assertAccepted(patch("a=end-of-candidates\n", etag));
    assertAccepted(patch(candidates, "\"of-another-session\", " + etag));
  }

  @Test
  void rule16_strictAsksForTheHeader() throws Exception {
    start(STRICT);
    assertProblem(428, patch(candidates));
    assertProblem(428, patch(RESTART));
    assertAccepted(patch(candidates, etag));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rule16_aStaleEntityTagIsRefused(boolean strict) throws Exception {
    start(protocol(strict));
    assertProblem(412, patch(candidates, "\"stale\""));
    assertProblem(412, patch(RESTART, "\"stale\""));
    assertEquals(200, patch(RESTART, "*").statusCode());
    assertProblem(412, patch(candidates, etag));
  }

  @Test
  void rule16_lenientNeedsNoHeaderBeforeTheFirstRestart() throws Exception {
    start(Map.of());
    assertAccepted(patch(candidates));
    assertAccepted(patch(candidates, "W/" + etag));
    assertEquals(200, patch(RESTART).statusCode());
    assertProblem(428, patch(RESTART));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rule16_anyEntityTagWithTheSameUfragIsATrickle(boolean strict) throws Exception {
    start(protocol(strict));
    assertAccepted(patch(candidates, "*"));
    assertAccepted(patch(candidates, "\"*\""));
    assertEquals(200, patch(RESTART, "\"*\"").statusCode());
    assertAccepted(patch(RESTART, "*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=candidate:1 1 udp 2113937151 3b2f7f6e-1111.local 50000 typ host",
        "a=candidate:1 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active",
        "a=candidate:1 1 sctp 1 nowhere.invalid 1 typ prflx raddr x rport y",
        "a=candidate:",
        "a=candidate",
        "x",
      })
  void rule19_whatCannotBeUsedIsPassedOver(String line) throws Exception {
    start(STRICT);
    assertAccepted(patch(candidates + line + "\r\n", etag));
    assertEquals(1, whep.sessions.count());
  }
}
