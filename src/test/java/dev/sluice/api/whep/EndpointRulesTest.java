package dev.sluice.api.whep;

import static dev.sluice.api.whep.Http.assertProblem;
import static dev.sluice.api.whep.Http.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Codec;
import dev.sluice.net.auth.AccessGuard;
import dev.sluice.net.auth.Authorizer;
import dev.sluice.net.auth.Decision;
import dev.sluice.net.http.ClientAddresses;
import dev.sluice.net.http.RawHttp1;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamState;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 6 to 14 of docs/whep.md: waiting, limits, redirects, CORS, links. */
@Timeout(60)
final class EndpointRulesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private WhepFixture whep;

  @AfterEach
  void stop() {
    whep.close();
  }

  private void start(Map<String, ?> protocol) throws Exception {
    whep = WhepFixture.of(protocol);
    whep.play("live", Codec.H264, Codec.OPUS);
  }

  private CompletableFuture<HttpResponse<String>> hold(String stream) {
    CompletableFuture<HttpResponse<String>> held =
        whep.client.sendAsync(
            whep.request(
                "POST", "/whep/" + stream, WhepFixture.offer(), "Content-Type", "application/sdp"),
            BodyHandlers.ofString());
    WhepFixture.until(() -> whep.routes.waiting() == 1, "it is held");
    return held;
  }

  @Test
  void rule06_aPostIsHeldUntilTheStreamHasOutput() throws Exception {
    whep = new WhepFixture(PATIENCE, 4, 4);
    CompletableFuture<HttpResponse<String>> held = hold("late");
    whep.play("late", Codec.H264, Codec.OPUS);
    assertEquals(201, held.get().statusCode());
  }

  @Test
  void rule06_inVainItIs409WithRetryAfter() throws Exception {
    start(Map.of());
    HttpResponse<String> answer = whep.post("never", WhepFixture.offer());
    assertProblem(409, answer);
    assertEquals("3", header(answer, "Retry-After"));
  }

  @Test
  void rule06_nothingOfAStreamBetweenTwoSourcesIs404() throws Exception {
    whep = new WhepFixture(PATIENCE, 4, 4);
    whep.play("live", Codec.H264, Codec.OPUS);
    HttpResponse<String> first = whep.post("live", WhepFixture.offer());
    whep.endSource("live");
    CompletableFuture<HttpResponse<String>> held = hold("live");
    String session = header(first, "Location");
    assertEquals(204, whep.ask("OPTIONS", "/whep/live", "").statusCode());
    assertEquals(204, whep.ask("GET", "/whep/live", "").statusCode());
    assertEquals(204, whep.ask("GET", session, "").statusCode(), "the session stays");
    whep.play("live", 0x42C00D, Codec.H264, Codec.OPUS);
    assertEquals(201, held.get().statusCode());
    assertEquals(204, whep.ask("GET", session, "").statusCode());
    assertEquals(200, whep.ask("DELETE", session, "").statusCode());
  }

  @Test
  void rule06_aPostIsHeldOverTheEndOfAStream() throws Exception {
    whep = new WhepFixture(PATIENCE, 4, 4);
    whep.play("live", Codec.H264, Codec.OPUS);
    Stream before = whep.streams.find("live").orElseThrow();
    whep.endSource("live");
    CompletableFuture<HttpResponse<String>> held = hold("live");
    whep.streams.look(System.nanoTime());
    assertEquals(StreamState.ENDED, before.state());
    whep.play("live", Codec.H264, Codec.OPUS);
    assertEquals(201, held.get().statusCode(), "the next stream of that name answers");
  }

  @Test
  void rule06_whatTimeDoesNotMendIs409WithoutRetryAfter() throws Exception {
    start(Map.of());
    whep.play("radio", Codec.AAC);
    whep.announceReordering("live");
    for (String stream : List.of("radio", "live")) {
      HttpResponse<String> answer = whep.post(stream, WhepFixture.offer());
      assertProblem(409, answer);
      assertEquals("", header(answer, "Retry-After"));
    }
  }

  @Test
  void rule06_aClientThatGoesFreesItsPlaceAtOnce() throws Exception {
    whep = new WhepFixture(PATIENCE, 1, 4);
    try (RawHttp1 client = new RawHttp1(whep.port())) {
      String offer = WhepFixture.offer();
      client.send(
          "POST /whep/late HTTP/1.1\r\nHost: x\r\nContent-Type: application/sdp\r\n"
              + "Content-Length: %d\r\n\r\n%s".formatted(offer.length(), offer));
      WhepFixture.until(() -> whep.routes.waiting() == 1, "it is held");
      assertProblem(503, whep.post("late", offer));
    }
    WhepFixture.until(() -> whep.routes.waiting() == 0, "its place is free");
  }

  @Test
  void rule07_aboveALimitItIs503WithRetryAfter() throws Exception {
    start(Map.of());
    for (int i = 0; i < 4; i++) {
      assertEquals(201, whep.post("live", WhepFixture.offer()).statusCode());
    }
    HttpResponse<String> answer = whep.post("live", WhepFixture.offer());
    assertProblem(503, answer);
    assertEquals("3", header(answer, "Retry-After"));
  }

  @Test
  void rule08_aRedirectIs307() throws Exception {
    start(Map.of("whep.redirect", Optional.of("https://edge.example.org/sluice")));
    HttpResponse<String> answer =
        whep.ask(
            "POST",
            "/whep/live?token=a%20b",
            WhepFixture.offer(),
            "Content-Type",
            "application/sdp");
    assertEquals(307, answer.statusCode());
    assertEquals(
        "https://edge.example.org/sluice/whep/live?token=a%20b", header(answer, "Location"));
    assertEquals("*", header(answer, "Access-Control-Allow-Origin"));
    assertEquals(204, whep.ask("OPTIONS", "/whep/live", "").statusCode());
    assertEquals(0, whep.sessions.count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void rule09_getAndHeadHaveNoContent(String method) throws Exception {
    start(Map.of());
    for (String stream : List.of("live", "never")) {
      HttpResponse<String> answer = whep.ask(method, "/whep/" + stream, "");
      assertEquals(204, answer.statusCode());
      assertEquals("", answer.body());
      assertEquals("application/sdp", header(answer, "Accept-Post"));
      assertEquals("*", header(answer, "Access-Control-Allow-Origin"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPTIONS, /whep/live, 204",
    "POST, /whep/live, 415",
    "POST, /whep/never, 409",
    "PUT, /whep/live, 405",
    "DELETE, /whep/live/sessions/x, 404",
    "GET, /nowhere, 404",
  })
  void rule10_corsIsOnEveryResponse(String method, String path, int status) throws Exception {
    start(Map.of());
    String body = path.endsWith("never") ? WhepFixture.offer() : "";
    String type = path.endsWith("never") ? "application/sdp" : "text/plain";
    HttpResponse<String> answer =
        whep.ask(method, path, body, "Content-Type", type, "Origin", "http://page.example");
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals("*", header(answer, "Access-Control-Allow-Origin"));
    assertNames(answer, "Methods", "POST", "PATCH", "DELETE", "GET", "OPTIONS");
    assertNames(answer, "Headers", "Authorization", "Content-Type", "If-Match");
    String[] exposed = {"Location", "Link", "ETag", "Accept-Post", "Accept-Patch", "Retry-After"};
    String all = header(answer, "Access-Control-Expose-Headers").toLowerCase(Locale.ROOT);
    for (String name : exposed) {
      assertTrue(all.contains(name.toLowerCase(Locale.ROOT)), all);
    }
  }

  private static void assertNames(HttpResponse<String> answer, String kind, String... names) {
    String all = header(answer, "Access-Control-Allow-" + kind);
    for (String name : names) {
      assertTrue(all.contains(name), all);
    }
  }

  @Test
  void rule11_theSessionsAddressIsACapability() throws Exception {
    start(Map.of());
    String session = header(whep.post("live", WhepFixture.offer()), "Location");
    String id = session.substring(session.lastIndexOf('/') + 1);
    assertTrue(id.length() * 6 >= 128, id);
    assertEquals(200, whep.ask("DELETE", session, "").statusCode());
  }

  @Test
  void rule11_aTokenIsNeededOnTheEndpointWhereRightsAreAskedFor() throws Exception {
    Authorizer authorizer =
        asked ->
            asked.token().equals("good")
                ? Decision.Granted.FOREVER
                : Decision.refused(Decision.Reason.BAD_TOKEN, "No.");
    whep =
        WhepFixture.guarded(Map.of(), new AccessGuard(authorizer, new ClientAddresses(List.of())));
    whep.play("live", Codec.H264);
    assertProblem(401, whep.post("live", WhepFixture.offer()));
    HttpResponse<String> byQuery = whep.post("live?token=good", WhepFixture.offer());
    assertEquals(201, byQuery.statusCode());
    // An address may have few viewers that are not connected.
    assertEquals(200, whep.ask("DELETE", header(byQuery, "Location"), "").statusCode());
    HttpResponse<String> created =
        whep.ask(
            "POST",
            "/whep/live",
            WhepFixture.offer(),
            "Content-Type",
            "application/sdp",
            "Authorization",
            "Bearer good");
    assertEquals(201, created.statusCode());
    assertEquals(204, whep.ask("OPTIONS", "/whep/live", "").statusCode());
    String session = header(created, "Location");
    String end = "a=end-of-candidates\r\n";
    assertEquals(204, whep.ask("PATCH", session, end, "Content-Type", Http.FRAGMENT).statusCode());
    assertEquals(200, whep.ask("DELETE", session, "").statusCode());
  }

  @Test
  void rule13_largeOffersAre413AndEmptyOnes400() throws Exception {
    start(Map.of());
    assertProblem(413, whep.post("live", WhepFixture.offer() + "a=x\r\n".repeat(60_000)));
    assertProblem(400, whep.post("live", ""));
  }

  @Test
  void rule14_anOfferThatCannotBeAnsweredIsNotA406() throws Exception {
    start(Map.of());
    String offer = WhepFixture.offer().replace("H264/90000", "X/90000").replace("opus/", "x/");
    assertProblem(400, whep.post("live", offer));
  }
}
