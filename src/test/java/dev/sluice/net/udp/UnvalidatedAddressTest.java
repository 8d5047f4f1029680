package dev.sluice.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.TestViewer;
import dev.sluice.viewer.session.SessionSettings;
import dev.sluice.viewer.session.SessionSettingsFixture;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.stats.SessionCounters;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An unvalidated address never receives more bytes than it sent. */
@Timeout(60)
class UnvalidatedAddressTest {
  private static final long SEED = 23;

  private UdpServer server;
  private Sessions sessions;
  private LiveStream live;

  @BeforeEach
  void start() throws Exception {
    long seconds = TimeUnit.SECONDS.toNanos(30);
    SessionSettings settings =
        SessionSettingsFixture.of(3, Duration.ofNanos(seconds), Duration.ofNanos(seconds));
    server = UdpServer.open(UdpSettingsFixture.at("127.0.0.1", 1));
    sessions = Served.sessions(server, settings);
    live = new LiveStream(1 << 20);
    live.appendVideo(0, true, 30_000);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestViewer offered() throws Exception {
    TestViewer viewer = new TestViewer(server.addresses().getFirst(), Served.GCM_128);
    Served.answer(sessions, live, viewer);
    return viewer;
  }

  @Test
  void handshakeAndMediaFromElsewhereAreCountedAndNotAnswered() throws Exception {
    try (TestViewer viewer = offered();
        TestViewer stranger = new TestViewer(server.addresses().getFirst(), Served.GCM_128)) {
      viewer.connect();
      viewer.nextRtp();
      Random random = new Random(SEED);
      for (int i = 0; i < 200; i++) {
        byte[] datagram = new byte[12 + random.nextInt(1200)];
        random.nextBytes(datagram);
        datagram[0] = (byte) (i % 2 == 0 ? 22 : 0x80);
        stranger.send(datagram);
      }
      assertTrue(stranger.silent(300), "seed " + SEED);
      assertEquals(200, sessions.counters().of(SessionCounters.Event.DATAGRAM_UNKNOWN));
    }
  }

  @Test
  void theAnswerToACheckIsNoLongerThanTheCheck() throws Exception {
    try (TestViewer viewer = offered()) {
      int sent = viewer.check();
      int received = viewer.datagram().length;
      assertTrue(received <= sent, received + " bytes for " + sent);
      assertTrue(viewer.silent(300), "and nothing else before the handshake");
    }
  }
}
