package dev.sluice.api.whep;

import static dev.sluice.api.whep.Http.FRAGMENT;
import static dev.sluice.api.whep.Http.assertProblem;
import static dev.sluice.api.whep.Http.attribute;
import static dev.sluice.api.whep.Http.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.TestViewer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 17 and 18 of docs/whep.md: ICE restart while media flows. */
@Timeout(60)
final class RestartRulesTest {
  private static final int GCM_128 = 7;
  private static final long CONSENT_NANOS = 30_000_000_000L;
  private static final String RESTART =
      "a=ice-ufrag:another\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n";

  private LiveStream live;
  private WhepFixture whep;
  private TestViewer viewer;
  private HttpResponse<String> created;
  private int sequence;
  private int frame;

  @BeforeEach
  void start() throws Exception {
    live = new LiveStream(1 << 20);
    live.appendVideo(0, true, 100);
    whep = WhepFixture.over(live.streams, CONSENT_NANOS);
    viewer = new TestViewer(whep.udp.addresses().getFirst(), GCM_128);
    created = whep.post("live", viewer.offer());
    viewer.answer(created.body());
    viewer.connect();
    viewer.nextRtp();
    sequence = Bytes.u16(viewer.nextRtp(), 2);
  }

  @AfterEach
  void stop() {
    viewer.close();
    whep.close();
  }

  private HttpResponse<String> patch(String body, String ifMatch) throws Exception {
    return whep.ask(
        "PATCH", header(created, "Location"), body, "Content-Type", FRAGMENT, "If-Match", ifMatch);
  }

  private void assertMediaGoesOn() throws Exception {
    live.appendVideo(++frame, false, 100);
    assertEquals(++sequence, Bytes.u16(viewer.nextRtp(), 2));
  }

  private boolean checked(String sdp, boolean nominates) throws Exception {
    return viewer.checked(attribute(sdp, "ice-ufrag"), attribute(sdp, "ice-pwd"), nominates);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "\"*\""})
  void rule17_aNewUfragRestartsIceAndMediaGoesOn(String ifMatch) throws Exception {
    HttpResponse<String> restarted = patch(RESTART, ifMatch);
    assertEquals(200, restarted.statusCode(), restarted.body());
    assertEquals(FRAGMENT, header(restarted, "Content-Type"));
    assertNotEquals(header(created, "ETag"), header(restarted, "ETag"));
    assertTrue(header(restarted, "ETag").matches("\"[A-Za-z0-9_-]{22,}\""));
    String sdp = restarted.body();
    assertNotEquals(attribute(created.body(), "ice-ufrag"), attribute(sdp, "ice-ufrag"));
    assertNotEquals(attribute(created.body(), "ice-pwd"), attribute(sdp, "ice-pwd"));
    assertEquals(attribute(created.body(), "candidate"), attribute(sdp, "candidate"));
    assertTrue(sdp.contains("a=ice-lite\r\n") && sdp.contains("a=end-of-candidates\r\n"), sdp);

    assertMediaGoesOn();
    assertTrue(checked(created.body(), false), "the old credentials hold meanwhile");
    viewer.move();
    assertTrue(checked(sdp, false));
    viewer.move();
    assertMediaGoesOn();
    viewer.move();
    assertTrue(checked(sdp, true));
    assertMediaGoesOn();
    assertFalse(checked(created.body(), true));
  }

  @Test
  void rule17_everyRestartHasAnEntityTagOfItsOwn() throws Exception {
    String first = header(patch(RESTART, "*"), "ETag");
    HttpResponse<String> second = patch(RESTART.replace("another", "onemore"), first);
    assertEquals(200, second.statusCode(), second.body());
    assertNotEquals(first, header(second, "ETag"));
    assertProblem(412, patch(RESTART, first));
    assertTrue(checked(second.body(), true));
    assertMediaGoesOn();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=ice-ufrag:another\r\n",
        "a=ice-ufrag:another\r\na=ice-pwd:tooshort\r\n",
        "a=ice-ufrag:abc\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n",
        "a=ice-ufrag:ano ther\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n",
        "a=ice-ufrag:another\r\na=ice-ufrag:third\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n",
        "hello",
      })
  void rule18_aRestartThatCannotBeDoneIsAnErrorAndEndsNothing(String fragment) throws Exception {
    assertProblem(400, patch(fragment, "*"));
    assertProblem(412, patch(RESTART, "\"stale\""));
    assertMediaGoesOn();
    assertTrue(checked(created.body(), true));
    assertEquals(200, patch(RESTART, header(created, "ETag")).statusCode());
    assertMediaGoesOn();
  }
}
