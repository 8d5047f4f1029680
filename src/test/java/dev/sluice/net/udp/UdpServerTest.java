package dev.sluice.net.udp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.rtc.rtcp.RtcpWriter;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.TestViewer;
import dev.sluice.viewer.session.CreatedSession;
import dev.sluice.viewer.session.SessionSettings;
import dev.sluice.viewer.session.SessionSettingsFixture;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.session.ViewerGrant;
import dev.sluice.viewer.stats.EndReason;
import dev.sluice.viewer.stats.SessionCounters;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Viewers on real sockets with the server, without HTTP and browser. */
@Timeout(60)
class UdpServerTest {
  private static final long CONSENT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private UdpServer server;
  private Sessions sessions;
  private LiveStream live;

  @BeforeEach
  void start() throws Exception {
    start(CONSENT_NANOS);
  }

  private void start(long consentNanos) throws Exception {
    SessionSettings settings =
        SessionSettingsFixture.of(3, Duration.ofNanos(consentNanos), Duration.ofSeconds(10));
    server = UdpServer.open(UdpSettingsFixture.at("127.0.0.1", 2));
    sessions = Served.sessions(server, settings);
    live = new LiveStream(1 << 20);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestViewer join(int... profiles) throws Exception {
    TestViewer viewer = new TestViewer(server.addresses().getFirst(), profiles);
    Served.answer(sessions, live, viewer);
    viewer.connect();
    return viewer;
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8, 1})
  void aViewerGetsTheStreamWhateverTheProfile(int profile) throws Exception {
    byte[] picture = live.appendVideo(0, true, 900);
    try (TestViewer viewer = join(profile)) {
      assertEquals(0x78, viewer.nextRtp()[12], "STAP-A");
      byte[] packet = viewer.nextRtp();
      assertArrayEquals(picture, Arrays.copyOfRange(packet, 12, packet.length));
      live.appendAudio(3);
      byte[] sound = viewer.nextRtp();
      assertEquals(111, sound[1] & 0x7F);
      assertEquals(3, sound[13]);
    }
  }

  @Test
  void everyViewerGetsEveryPacketOnce() throws Exception {
    live.appendVideo(0, true, 5_000);
    try (TestViewer first = join(Served.GCM_128);
        TestViewer second = join(Served.GCM_128)) {
      await(() -> sessions.of(live.stream).stream().allMatch(one -> one.stats().packetsSent() > 0));
      for (int frame = 1; frame <= 100; frame++) {
        live.appendVideo(frame, frame % 30 == 0, 3_000);
      }
      for (TestViewer viewer : List.of(first, second)) {
        int last = -1;
        int markers = 0;
        while (markers < 101) {
          byte[] packet = viewer.nextRtp();
          int sequence = Bytes.u16(packet, 2);
          assertTrue(last == -1 || sequence == (last + 1 & 0xFFFF), "after " + last);
          last = sequence;
          markers += (packet[1] & 0x80) != 0 ? 1 : 0;
        }
      }
      assertEquals(2, sessions.counters().of(SessionCounters.Event.CONNECTED));
    }
  }

  @Test
  void reportsMapBothTracksByOneClock() throws Exception {
    live.appendAudio(0);
    live.appendVideo(0, true, 500);
    try (TestViewer viewer = join(Served.GCM_128)) {
      // Audio is sent from the live edge, which is known once the first picture was sent.
      await(() -> sessions.counters().of(SessionCounters.Event.PACKET_SENT) > 0);
      live.appendAudio(1);
      Map<Long, Set<Integer>> ssrcsByNtp = new HashMap<>();
      while (ssrcsByNtp.values().stream().noneMatch(ssrcs -> ssrcs.size() == 2)) {
        byte[] report = viewer.nextRtcp();
        assertEquals(200, report[1] & 0xFF, "SR");
        assertEquals(202, report[29] & 0xFF, "SDES");
        long ntp = Bytes.i64(report, 8);
        ssrcsByNtp.computeIfAbsent(ntp, key -> new HashSet<>()).add(Bytes.i32(report, 4));
      }
    }
  }

  @Test
  void aLostPacketIsSentAgain() throws Exception {
    live.appendVideo(0, true, 900);
    try (TestViewer viewer = join(Served.GCM_128)) {
      byte[] lost = viewer.nextRtp();
      byte[] nack = new byte[24];
      new RtcpWriter(nack).start(0).receiverReport(1);
      Bytes.put32(nack, 8, 0x81CD0003);
      Bytes.put32(nack, 12, 1);
      Bytes.put32(nack, 16, Bytes.i32(lost, 8));
      Bytes.put16(nack, 20, Bytes.u16(lost, 2));
      viewer.nextRtp();
      viewer.sendRtcp(nack);
      await(() -> sessions.counters().of(SessionCounters.Event.PACKET_RESENT) == 1);
    }
  }

  @Test
  void deleteSaysByeAndClosesDtls() throws Exception {
    live.appendVideo(0, true, 100);
    TestViewer viewer = new TestViewer(server.addresses().getFirst(), Served.GCM_128);
    CreatedSession created = Served.answer(sessions, live, viewer);
    viewer.connect();
    viewer.nextRtp();
    sessions.find(created.id()).orElseThrow().end(EndReason.DELETED);
    byte[] compound = viewer.nextRtcp();
    while ((compound[1] & 0xFF) != 201) {
      compound = viewer.nextRtcp();
    }
    assertEquals(203, compound[compound.length - 11] & 0xFF, "BYE for two SSRCs ends it");
    assertTrue(viewer.handshake().closedByServer(5_000));
    await(() -> sessions.count() == 0);
    assertTrue(sessions.find(created.id()).isEmpty());
    viewer.close();
  }

  @Test
  void aRightThatExpiresEndsTheSessionWithBye() throws Exception {
    live.appendVideo(0, true, 100);
    try (TestViewer viewer = new TestViewer(server.addresses().getFirst(), Served.GCM_128)) {
      long now = System.nanoTime();
      ViewerGrant admission =
          new ViewerGrant("a", OptionalLong.of(now + TimeUnit.SECONDS.toNanos(1)));
      CreatedSession created =
          sessions.create(live.stream, SdpOffer.parse(viewer.offer()), admission, now);
      viewer.answer(created.answer());
      viewer.connect();
      viewer.nextRtp();
      assertEquals(0, sessions.connecting());
      byte[] compound = viewer.nextRtcp();
      while ((compound[compound.length - 11] & 0xFF) != 203) {
        compound = viewer.nextRtcp();
      }
      assertTrue(viewer.handshake().closedByServer(5_000));
      await(() -> sessions.counters().of(EndReason.EXPIRED) == 1 && sessions.retained() == 0);
    }
  }

  @Test
  void aViewerThatVanishesIsReaped() throws Exception {
    stop();
    start(TimeUnit.SECONDS.toNanos(3));
    live.appendVideo(0, true, 100);
    try (TestViewer viewer = join(Served.GCM_128)) {
      viewer.nextRtp();
      await(() -> sessions.counters().of(EndReason.CONSENT_EXPIRED) == 1);
      assertEquals(0, sessions.count());
    }
  }

  @Test
  void closeNotifyEndsTheSession() throws Exception {
    live.appendVideo(0, true, 100);
    try (TestViewer viewer = join(Served.GCM_128)) {
      viewer.nextRtp();
      viewer.handshake().close();
      await(() -> sessions.counters().of(EndReason.CLOSED_BY_VIEWER) == 1);
    }
  }

  @Test
  void theEndOfTheStreamEndsItsSessions() throws Exception {
    live.appendVideo(0, true, 100);
    try (TestViewer viewer = join(Served.GCM_128)) {
      viewer.nextRtp();
      live.streams.endAll();
      await(() -> sessions.counters().of(EndReason.STREAM_ENDED) == 1);
    }
  }

  @Test
  void randomDatagramsAreCountedAndNeverAnswered() throws Exception {
    live.appendVideo(0, true, 100);
    try (TestViewer stranger = new TestViewer(server.addresses().getFirst(), Served.GCM_128)) {
      Random random = new Random(5);
      for (int length = 0; length <= 1500; length++) {
        byte[] datagram = new byte[length];
        random.nextBytes(datagram);
        if (length > 0) {
          datagram[0] = (byte) (length % 256);
        }
        stranger.send(datagram);
      }
      await(() -> sessions.counters().of(SessionCounters.Event.DATAGRAM_UNKNOWN) >= 1000);
      assertTrue(stranger.silent(200));
    }
    try (TestViewer viewer = join(Served.GCM_128)) {
      viewer.nextRtp();
    }
  }

  @Test
  void aCheckWithAWrongPasswordIsNotAnsweredAndNothingIsSent() throws Exception {
    live.appendVideo(0, true, 100);
    try (TestViewer viewer = new TestViewer(server.addresses().getFirst(), Served.GCM_128)) {
      CreatedSession created =
          sessions.create(live.stream, SdpOffer.parse(viewer.offer()), System.nanoTime());
      viewer.answer(created.answer().replaceAll("a=ice-pwd:.*\r\n", "a=ice-pwd:wrongwrong\r\n"));
      viewer.check();
      assertTrue(viewer.silent(300));
      await(() -> sessions.counters().of(SessionCounters.Event.STUN_DROPPED) == 1);
    }
  }

  @Test
  void anAddressThatCannotBeBoundIsNamed() {
    int port = server.addresses().getFirst().getPort();
    IOException refused =
        assertThrows(
            IOException.class,
            () ->
                UdpServer.open(
                    GivenSettings.of(
                        UdpSettings::new,
                        Map.of("udp.host", List.of("203.0.113.7"), "udp.port", port))));
    assertTrue(refused.getMessage().contains("203.0.113.7"), refused.getMessage());
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "the condition did not come true in 20 s");
      Thread.onSpinWait();
    }
  }
}
