package dev.sluice.api.whep;

import static dev.sluice.api.whep.Http.FRAGMENT;
import static dev.sluice.api.whep.Http.assertProblem;
import static dev.sluice.api.whep.Http.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.TestViewer;
import dev.sluice.viewer.stats.EndReason;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 20 to 22 of docs/whep.md: the end of a session, and addresses without one. */
@Timeout(60)
final class SessionRulesTest {
  private static final int GCM_128 = 7;
  private static final int BYE = 203;
  private static final long CONSENT_NANOS = 2_000_000_000L;

  private WhepFixture whep;
  private TestViewer viewer;
  private String session;

  @BeforeEach
  void start() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    live.appendVideo(0, true, 100);
    whep = WhepFixture.over(live.streams, CONSENT_NANOS);
    viewer = new TestViewer(whep.udp.addresses().getFirst(), GCM_128);
    HttpResponse<String> created = whep.post("live", viewer.offer());
    session = header(created, "Location");
    viewer.answer(created.body());
    viewer.connect();
    viewer.nextRtp();
  }

  @AfterEach
  void stop() {
    viewer.close();
    whep.close();
  }

  @Test
  void rule20_deleteSaysByeClosesDtlsAndFreesEverything() throws Exception {
    assertEquals(200, whep.ask("DELETE", session, "", "If-Match", "\"stale\"").statusCode());
    byte[] compound = viewer.nextRtcp();
    while ((compound[compound.length - 11] & 0xFF) != BYE) {
      compound = viewer.nextRtcp();
    }
    assertTrue(viewer.handshake().closedByServer(5_000));
    WhepFixture.until(() -> whep.sessions.count() == 0, "the session is freed");
    assertEquals(1, whep.sessions.counters().of(EndReason.DELETED));
    assertProblem(404, whep.ask("DELETE", session, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PATCH", "DELETE"})
  void rule21_anUnknownSessionIsNotFound(String method) throws Exception {
    String[] addresses = {session + "x", session.replace("/live/", "/other/")};
    for (String address : addresses) {
      assertProblem(404, whep.ask(method, address, "", "Content-Type", FRAGMENT));
    }
    assertEquals(1, whep.sessions.count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/sdp", "text/plain", "application/json"})
  void rule21_anotherMediaTypeIsRefused(String type) throws Exception {
    assertProblem(415, whep.ask("PATCH", session, "a=x\r\n", "Content-Type", type));
  }

  @Test
  void rule21_optionsNeedsNeitherRightsNorASession() throws Exception {
    for (String address : new String[] {session, session + "x"}) {
      HttpResponse<String> answer = whep.ask("OPTIONS", address, "");
      assertEquals(204, answer.statusCode());
      assertEquals(FRAGMENT, header(answer, "Accept-Patch"));
      assertTrue(header(answer, "Access-Control-Allow-Methods").contains("PATCH"));
      assertTrue(header(answer, "Access-Control-Allow-Methods").contains("DELETE"));
    }
  }

  @Test
  void rule22_aViewerThatSendsNoChecksIsReaped() throws Exception {
    WhepFixture.until(
        () -> whep.sessions.counters().of(EndReason.CONSENT_EXPIRED) == 1, "it is reaped");
    assertProblem(404, whep.ask("GET", session, ""));
  }
}
