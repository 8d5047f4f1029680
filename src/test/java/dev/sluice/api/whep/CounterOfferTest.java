package dev.sluice.api.whep;

import static dev.sluice.api.whep.Http.assertProblem;
import static dev.sluice.api.whep.Http.attribute;
import static dev.sluice.api.whep.Http.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.TestViewer;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 14 of docs/whep.md where it is turned on: 406 with an offer of ours. */
@Timeout(60)
final class CounterOfferTest {
  private static final int GCM_128 = 7;

  private WhepFixture whep;

  @BeforeEach
  void start() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    live.appendVideo(0, true, 100);
    whep =
        WhepFixture.over(
            live.streams,
            Map.of(
                "whep.counterOffer", WhepProtocol.CounterOfferRule.ON, "whep.maxEventStreams", 0));
  }

  @AfterEach
  void stop() {
    whep.close();
  }

  private HttpResponse<String> counterOffer(String offer) throws Exception {
    HttpResponse<String> answer = whep.post("live", offer);
    assertEquals(406, answer.statusCode(), answer.body());
    assertEquals("application/sdp", header(answer, "Content-Type"));
    assertEquals("*", header(answer, "Access-Control-Allow-Origin"));
    assertTrue(header(answer, "ETag").matches("\"[A-Za-z0-9_-]{22,}\""));
    return answer;
  }

  private HttpResponse<String> patch(String session, String answer) throws Exception {
    return whep.ask("PATCH", session, answer, "Content-Type", "application/sdp");
  }

  @Test
  void rule14_anOfferThatCannotBeAnsweredIsMetWithOneOfOurs() throws Exception {
    try (TestViewer viewer = new TestViewer(whep.udp.addresses().getFirst(), GCM_128)) {
      String unanswerable = viewer.offer().replace("H264", "VP8").replace("opus", "pcmu");
      HttpResponse<String> ours = counterOffer(unanswerable);
      assertEquals("actpass", attribute(ours.body(), "setup"));
      assertTrue(ours.body().contains("a=sendonly") && ours.body().contains("a=candidate:"));
      String session = header(ours, "Location");
      assertProblem(400, patch(session, "hello"));
      assertEquals(0, whep.sessions.count());
      HttpResponse<String> accepted = patch(session, viewer.offer().replace("actpass", "active"));
      assertEquals(204, accepted.statusCode(), accepted.body());
      viewer.answer(ours.body());
      viewer.connect();
      assertTrue(viewer.nextRtp().length > 12);
      String fragment = "a=ice-ufrag:another\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n";
      HttpResponse<String> restarted =
          whep.ask(
              "PATCH",
              session,
              fragment,
              "Content-Type",
              Http.FRAGMENT,
              "If-Match",
              header(ours, "ETag"));
      assertEquals(200, restarted.statusCode(), restarted.body());
      assertEquals(200, whep.ask("DELETE", session, "").statusCode());
    }
  }

  @Test
  void rule14_anEmptyBodyAsksForOurOffer() throws Exception {
    HttpResponse<String> ours = counterOffer("");
    assertTrue(whep.sessions.retained() > 0);
    assertEquals(200, whep.ask("DELETE", header(ours, "Location"), "").statusCode());
    assertEquals(0, whep.sessions.retained());
    assertProblem(404, patch(header(ours, "Location"), WhepFixture.offer()));
  }

  @Test
  void rule14_anOfferOfOursThatIsNotAnsweredGivesItsPlaceBack() throws Exception {
    for (int i = 0; i < 4; i++) {
      counterOffer("");
    }
    assertProblem(503, whep.post("live", ""));
    whep.sessions.reap(System.nanoTime() + 60_000_000_000L);
    assertEquals(0, whep.sessions.retained());
    counterOffer("");
  }
}
