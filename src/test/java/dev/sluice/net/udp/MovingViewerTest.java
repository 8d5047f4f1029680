package dev.sluice.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.rtcp.RtcpWriter;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.TestViewer;
import dev.sluice.viewer.session.SessionSettings;
import dev.sluice.viewer.session.SessionSettingsFixture;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.stats.SessionCounters;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Viewers whose address changes, and servers with several addresses, over real sockets. */
@Timeout(120)
class MovingViewerTest {
  private static final int SHARDS = 4;

  private UdpServer server;
  private Sessions sessions;
  private LiveStream live;

  private void start(String host) throws Exception {
    SessionSettings settings =
        SessionSettingsFixture.of(100, Duration.ofSeconds(30), Duration.ofSeconds(10));
    server = UdpServer.open(UdpSettingsFixture.at(host, SHARDS));
    sessions = Served.sessions(server, settings);
    live = new LiveStream(1 << 20);
    live.appendVideo(0, true, 500);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestViewer join(InetSocketAddress address) throws Exception {
    TestViewer viewer = new TestViewer(address, Served.GCM_128);
    Served.answer(sessions, live, viewer);
    viewer.connect();
    viewer.nextRtp();
    return viewer;
  }

  /**
   * Each new port probably belongs to another shard; every packet is decrypted, so it is intact.
   */
  @Test
  void mediaFollowsANewNominationWhicheverShardItComesTo() throws Exception {
    start("127.0.0.1");
    try (TestViewer moving = join(server.addresses().getFirst());
        TestViewer staying = join(server.addresses().getFirst())) {
      for (int number = 1; number <= 24; number++) {
        moving.renew();
        assertTrue(moving.checked(true));
        live.appendVideo(number, false, 20_000);
        live.appendAudio(number);
        awaitSound(moving, number);
        awaitSound(staying, number);
      }
      assertEquals(0, sessions.counters().of(SessionCounters.Event.SOCKET_ERROR));
    }
  }

  /** NAT rebinding: the viewer nominates nothing, but its reports come from another address. */
  @Test
  void mediaFollowsReportsFromANewAddress() throws Exception {
    start("127.0.0.1");
    try (TestViewer viewer = join(server.addresses().getFirst())) {
      viewer.renew();
      assertTrue(viewer.checked(false));
      long begun = System.nanoTime();
      int number = 0;
      byte[] report = new byte[32];
      int length = new RtcpWriter(report).start(0).receiverReport(1).length();
      do {
        viewer.sendRtcp(Arrays.copyOf(report, length));
        live.appendAudio(++number);
      } while (viewer.silent(100));
      assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(3), "within 3 s");
    }
  }

  @Test
  void mediaFollowsChecksFromANewAddressWhenTheOldOneIsSilent() throws Exception {
    start("127.0.0.1");
    try (TestViewer viewer = join(server.addresses().getFirst())) {
      viewer.renew();
      long begun = System.nanoTime();
      int number = 0;
      do {
        assertTrue(viewer.checked(false));
        live.appendAudio(++number);
      } while (viewer.silent(200));
      long took = System.nanoTime() - begun;
      assertTrue(took > TimeUnit.SECONDS.toNanos(1), "not while the old one may be alive");
      assertTrue(took < TimeUnit.SECONDS.toNanos(8), "within 8 s");
    }
  }

  /** The viewer accepts datagrams only from the address it sent to. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.2", "127.0.0.3", "::1"})
  void answersAndMediaLeaveFromTheAddressThatWasAsked(String asked) throws Exception {
    start("127.0.0.2, 127.0.0.3, ::1");
    int port = server.addresses().getFirst().getPort();
    assertEquals(3, server.addresses().size());
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(asked), port);
    try (TestViewer viewer = join(address)) {
      for (int number = 1; number <= 12; number++) {
        live.appendAudio(number);
        awaitSound(viewer, number);
        viewer.renew();
        assertTrue(viewer.checked(true));
      }
    }
  }

  private static void awaitSound(TestViewer viewer, int number) throws Exception {
    byte[] packet = viewer.nextRtp();
    while ((packet[1] & 0x7F) != 111 || packet[packet.length - 1] != number) {
      packet = viewer.nextRtp();
    }
  }
}
