package dev.sluice.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.TestViewer;
import dev.sluice.testviewer.ViewerOffer;
import dev.sluice.viewer.session.CreatedSession;
import dev.sluice.viewer.session.RestartedIce;
import dev.sluice.viewer.session.SessionSettings;
import dev.sluice.viewer.session.SessionSettingsFixture;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.session.ViewerSession;
import dev.sluice.viewer.stats.EndReason;
import dev.sluice.viewer.stats.SessionCounters;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ICE restarts of a viewer that receives media, over real sockets. */
@Timeout(60)
class IceRestartTest {
  private static final IceCredentials ANOTHER =
      new IceCredentials("another", "the-viewers-password-after-the-restart");

  private UdpServer server;
  private Sessions sessions;
  private LiveStream live;
  private TestViewer viewer;
  private ViewerSession session;
  private String ufrag;
  private String password;

  @BeforeEach
  void start() throws Exception {
    long seconds = TimeUnit.SECONDS.toNanos(30);
    SessionSettings settings =
        SessionSettingsFixture.of(3, Duration.ofNanos(seconds), Duration.ofNanos(seconds));
    server = UdpServer.open(UdpSettingsFixture.at("127.0.0.1", 2));
    InetSocketAddress address = server.addresses().getFirst();
    sessions = Served.sessions(server, settings);
    live = new LiveStream(1 << 20);
    live.appendVideo(0, true, 100);
    viewer = new TestViewer(address, Served.GCM_128);
    CreatedSession created = Served.answer(sessions, live, viewer);
    session = sessions.find(created.id()).orElseThrow();
    ufrag = ViewerOffer.attribute(created.answer(), "ice-ufrag");
    password = ViewerOffer.attribute(created.answer(), "ice-pwd");
  }

  @AfterEach
  void stop() {
    viewer.close();
    server.close();
  }

  private RestartedIce restart() {
    return sessions.restart(session, session.ice(), ANOTHER).orElseThrow();
  }

  private boolean checked(RestartedIce restarted, boolean nominates) throws Exception {
    return viewer.checked(
        ViewerOffer.attribute(restarted.fragment(), "ice-ufrag"),
        ViewerOffer.attribute(restarted.fragment(), "ice-pwd"),
        nominates);
  }

  private int sequence() throws Exception {
    return Bytes.u16(viewer.nextRtp(), 2);
  }

  @Test
  void mediaStaysOnTheOldPathUntilTheNewOneIsNominated() throws Exception {
    viewer.connect();
    viewer.nextRtp();
    int before = sequence();
    RestartedIce restarted = restart();
    assertNotEquals(ufrag, ViewerOffer.attribute(restarted.fragment(), "ice-ufrag"));
    live.appendVideo(1, false, 100);
    assertEquals(before + 1, sequence(), "the old path goes on");
    assertTrue(viewer.checked(ufrag, password, true), "the old credentials are still good");

    viewer.move();
    assertTrue(checked(restarted, false), "the new ones are good from the answer on");
    live.appendVideo(2, false, 100);
    assertTrue(viewer.silent(200), "validated, but not nominated");
    viewer.move();
    assertEquals(before + 2, sequence());

    viewer.move();
    assertTrue(checked(restarted, true));
    live.appendVideo(3, false, 100);
    assertEquals(before + 3, sequence(), "over the new path, without a gap");
    assertEquals(1, sessions.counters().of(SessionCounters.Event.ICE_RESTARTED));
    assertFalse(viewer.checked(ufrag, password, true), "the old credentials are over");
    assertEquals(0, sessions.counters().of(EndReason.DELETED));
  }

  @Test
  void onTheSameSocketItGoesOnToo() throws Exception {
    viewer.connect();
    viewer.nextRtp();
    int before = sequence();
    for (int i = 1; i <= 20; i++) {
      assertTrue(checked(restart(), true));
      live.appendVideo(i, false, 100);
      assertEquals(before + i, sequence());
    }
    assertEquals(20, session.ice().number());
  }

  @Test
  void aRestartBeforeTheFirstCheckIsTheOneThatConnects() throws Exception {
    RestartedIce restarted = restart();
    viewer.answer(restarted.fragment());
    viewer.connect();
    assertNotNull(viewer.nextRtp());
  }

  @Test
  void nothingOfAnEndedSessionIsKept() throws Exception {
    viewer.connect();
    RestartedIce restarted = restart();
    session.end(EndReason.DELETED);
    while (sessions.count() > 0) {
      Thread.onSpinWait();
    }
    assertTrue(sessions.restart(session, session.ice(), ANOTHER).isEmpty());
    assertFalse(checked(restarted, true));
    assertFalse(viewer.checked(ufrag, password, true));
  }
}
