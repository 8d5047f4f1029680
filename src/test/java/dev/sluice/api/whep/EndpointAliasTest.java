package dev.sluice.api.whep;

import static dev.sluice.api.whep.Http.assertProblem;
import static dev.sluice.api.whep.Http.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Codec;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint at the paths of MediaMTX and of a go-livepeer gateway. */
final class EndpointAliasTest {
  private static final String NAME = "cam_1.a-1f2e3d4c-out";

  private WhepFixture whep;

  private void start(Map<String, ?> protocol) throws Exception {
    whep = WhepFixture.of(protocol);
    whep.play(NAME, Codec.H264, Codec.OPUS);
  }

  @AfterEach
  void stop() {
    whep.close();
  }

  private HttpResponse<String> post(String path, String... headers) throws Exception {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type";
    all[1] = "application/sdp";
    return whep.ask("POST", path, WhepFixture.offer(), all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/whep/" + NAME,
        "/" + NAME + "/whep",
        "/live/video-to-video/" + NAME + "/whep",
      })
  void aSessionLivesItsWholeLifeBelowThePathOfItsPost(String endpoint) throws Exception {
    start(Map.of());
    HttpResponse<String> options = whep.ask("OPTIONS", endpoint, "", "Origin", "https://a.example");
    assertEquals(204, options.statusCode());
    assertEquals("application/sdp", header(options, "Accept-Post"));
    assertEquals("*", header(options, "Access-Control-Allow-Origin"));
    assertTrue(header(options, "Access-Control-Allow-Methods").contains("PATCH"));
    assertEquals(204, whep.ask("GET", endpoint, "").statusCode());
    assertProblem(405, whep.ask("PUT", endpoint, ""));
    assertProblem(415, whep.ask("POST", endpoint, "v=0", "Content-Type", "text/plain"));

    HttpResponse<String> created = post(endpoint);
    assertEquals(201, created.statusCode(), created.body());
    String session = header(created, "Location");
    assertTrue(session.startsWith(endpoint + "/sessions/"), session);
    assertEquals(204, whep.ask("OPTIONS", session, "").statusCode());
    assertEquals(204, whep.ask("HEAD", session, "").statusCode());
    assertEquals(
        204,
        whep.ask(
                "PATCH",
                session,
                "a=end-of-candidates\r\n",
                "Content-Type",
                Http.FRAGMENT,
                "If-Match",
                header(created, "ETag"))
            .statusCode());
    assertTrue(header(created, "Link").startsWith("<" + session + "/events>"));

    HttpResponse<String> subscribed =
        whep.ask(
            "POST", session + "/events", "[\"viewercount\"]", "Content-Type", "application/json");
    assertEquals(201, subscribed.statusCode(), subscribed.body());
    String events = header(subscribed, "Location");
    assertTrue(events.startsWith(session + "/events/"), events);
    assertEquals(200, whep.ask("DELETE", events, "").statusCode());

    assertEquals(200, whep.ask("DELETE", session, "").statusCode());
    assertProblem(404, whep.ask("DELETE", session, ""));
    assertEquals(0, whep.sessions.count());
  }

  @Test
  void anEncodedPathHasTheUsualFormInLocation() throws Exception {
    start(Map.of());
    String session = header(post("/%63am_1.a-1f2e3d4c-out/whep"), "Location");
    assertTrue(session.startsWith("/" + NAME + "/whep/sessions/"), session);
  }

  @Test
  void aRedirectAndACounterOfferKeepThePath() throws Exception {
    start(Map.of("whep.counterOffer", WhepProtocol.CounterOfferRule.ON));
    HttpResponse<String> offered =
        whep.ask("POST", "/" + NAME + "/whep", "", "Content-Type", "application/sdp");
    assertEquals(406, offered.statusCode(), offered.body());
    String pending = header(offered, "Location");
    assertTrue(pending.startsWith("/" + NAME + "/whep/sessions/"), pending);
    assertEquals(200, whep.ask("DELETE", pending, "").statusCode());

    whep.ask("PUT", "/api/drain", "{\"url\":\"http://other.example\"}");
    HttpResponse<String> moved = post("/live/video-to-video/" + NAME + "/whep?token=t");
    assertEquals(307, moved.statusCode());
    assertEquals(
        "http://other.example/live/video-to-video/" + NAME + "/whep?token=t",
        header(moved, "Location"));
  }

  @Test
  void namesThatAreWordsOfOurPathsPlay() throws Exception {
    start(Map.of());
    for (String name : new String[] {"whep", "live", "health", "player", "sessions"}) {
      whep.play(name, Codec.H264, Codec.OPUS);
      HttpResponse<String> created = post("/" + name + "/whep");
      assertEquals(201, created.statusCode(), created.body());
      assertEquals(200, whep.ask("DELETE", header(created, "Location"), "").statusCode());
    }
  }

  @Test
  void thePlayerPageOfAStreamNamedWhepStays() throws Exception {
    start(Map.of());
    assertTrue(whep.ask("GET", "/play/whep", "").body().startsWith("<!doctype html>"));
    assertProblem(404, post("/play/whep"));
  }
}
