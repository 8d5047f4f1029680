package dev.sluice.api.whep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Codec;
import dev.sluice.viewer.stats.EndReason;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The session as a resource: DELETE, PATCH, and addresses without a session. */
final class SessionResourceTest {
  private static final String FRAGMENT = "application/trickle-ice-sdpfrag";

  private WhepFixture whep;
  private String session;
  private String ufrag;

  @BeforeEach
  void start() throws Exception {
    whep = new WhepFixture(Duration.ofMillis(200), 10, 3);
    whep.play("live", Codec.H264, Codec.OPUS);
    whep.play("other", Codec.H264, Codec.OPUS);
    String offer = WhepFixture.offer();
    session = whep.post("live", offer).headers().firstValue("Location").orElseThrow();
    ufrag = offer.lines().filter(line -> line.startsWith("a=ice-ufrag:")).findFirst().orElseThrow();
  }

  @AfterEach
  void stop() {
    whep.close();
  }

  @Test
  void deleteEndsTheSessionOnce() throws Exception {
    assertEquals(200, whep.ask("DELETE", session, "", "If-Match", "\"stale\"").statusCode());
    assertEquals(0, whep.sessions.count());
    assertEquals(1, whep.sessions.counters().of(EndReason.DELETED));
    assertEquals(404, whep.ask("DELETE", session, "").statusCode());
    assertEquals(404, patch(session, FRAGMENT, ufrag).statusCode());
    assertEquals(404, whep.ask("GET", session, "").statusCode());
  }

  @Test
  void candidatesOfTheClientAreAccepted() throws Exception {
    String fragment =
        ufrag
            + "\r\na=ice-pwd:x\r\nm=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n"
            + "a=candidate:1 1 udp 1 abc.local 5000 typ host\r\na=end-of-candidates\r\n";
    HttpResponse<String> answer = patch(session, FRAGMENT + "; charset=utf-8", fragment);
    assertEquals(204, answer.statusCode(), answer.body());
    assertTrue(answer.headers().firstValue("ETag").isEmpty());
    assertEquals(204, patch(session, FRAGMENT, "a=end-of-candidates\r\n").statusCode());
  }

  @Test
  void whatCannotBeDoneIsSaidAndEndsNothing() throws Exception {
    assertEquals(415, patch(session, "application/sdp", ufrag).statusCode());
    assertEquals(400, patch(session, FRAGMENT, " ").statusCode());
    assertEquals(413, patch(session, FRAGMENT, "x".repeat(70_000)).statusCode());
    assertEquals(400, patch(session, FRAGMENT, "hello").statusCode());
    HttpResponse<String> restart = patch(session, FRAGMENT, "a=ice-ufrag:another\r\n");
    assertEquals(400, restart.statusCode());
    assertTrue(restart.body().contains("needs a=ice-pwd with 22 to 256"), restart.body());
    assertEquals(405, whep.ask("PUT", session, "x").statusCode());
    assertEquals(1, whep.sessions.count());
    assertEquals(204, whep.ask("GET", session, "").statusCode());
  }

  @Test
  void aSessionIsFoundOnlyAtItsOwnAddress() throws Exception {
    String elsewhere = session.replace("/live/", "/other/");
    assertEquals(404, whep.ask("DELETE", elsewhere, "").statusCode());
    assertEquals(404, whep.ask("DELETE", session + "x", "").statusCode());
    assertEquals(1, whep.sessions.count());
  }

  @Test
  void aPreflightNeverFails() throws Exception {
    for (String path : new String[] {session, session + "x"}) {
      HttpResponse<String> answer =
          whep.ask(
              "OPTIONS",
              path,
              "",
              "Origin",
              "http://page.example",
              "Access-Control-Request-Method",
              "PATCH");
      assertEquals(204, answer.statusCode());
      assertEquals("*", answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
      assertTrue(
          answer.headers().firstValue("Access-Control-Allow-Methods").orElse("").contains("PATCH"));
      assertEquals(FRAGMENT, answer.headers().firstValue("Accept-Patch").orElse(""));
    }
  }

  private HttpResponse<String> patch(String path, String type, String body) throws Exception {
    return whep.ask("PATCH", path, body, "Content-Type", type);
  }
}
