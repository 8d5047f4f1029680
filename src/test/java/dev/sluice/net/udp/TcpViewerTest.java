package dev.sluice.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.net.address.AddressBlock;
import dev.sluice.net.address.ConnectionShares;
import dev.sluice.net.address.LimitKeys;
import dev.sluice.rtc.answer.Candidate;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.TestViewer;
import dev.sluice.viewer.session.CreatedSession;
import dev.sluice.viewer.session.SessionSettings;
import dev.sluice.viewer.session.SessionSettingsFixture;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.stats.EndReason;
import dev.sluice.viewer.stats.SessionCounters;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Viewers whose network blocks UDP, and other clients of an open TCP port. */
@Timeout(120)
class TcpViewerTest {
  private static final int MOST_CONNECTIONS = 8;

  private UdpServer server;
  private Sessions sessions;
  private LiveStream live;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws Exception {
    SessionSettings settings =
        SessionSettingsFixture.of(100, Duration.ofSeconds(30), Duration.ofSeconds(10));
    // A free UDP port may be in use for TCP: then another one is tried.
    for (int attempt = 0; server == null || server.tcpListening().isEmpty(); attempt++) {
      assertTrue(attempt < 20, "no port is free for UDP and TCP");
      stop();
      open(settings);
    }
  }

  private void open(SessionSettings settings) throws Exception {
    server =
        UdpServer.open(
            GivenSettings.of(
                UdpSettings::new,
                Map.of("udp.host", List.of("127.0.0.1"), "udp.port", 0, "udp.shards", 3)));
    AddressBlock exempt = AddressBlock.parse("127.0.0.0/28").orElseThrow();
    ConnectionShares shares =
        new ConnectionShares("for media", MOST_CONNECTIONS, new LimitKeys(List.of(exempt)));
    int port = server.addresses().getFirst().getPort();
    sessions =
        Served.sessions(server, settings, new Candidate("1", true, 100, "127.0.0.1", port), shares);
    address = new InetSocketAddress("127.0.0.1", port);
    live = new LiveStream(4 << 20);
    live.appendVideo(0, true, 500);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private TestViewer join() throws Exception {
    TestViewer viewer = TestViewer.overTcp(address, Served.GCM_128);
    CreatedSession created = Served.answer(sessions, live, viewer);
    assertTrue(created.answer().contains(" typ host tcptype passive\r\n"), created.answer());
    viewer.connect();
    return viewer;
  }

  @Test
  void pictureAndSoundComeOverTcpWhicheverShardItIs() throws Exception {
    List<TestViewer> viewers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      viewers.add(join());
      viewers.getLast().nextRtp();
    }
    for (int number = 1; number <= 50; number++) {
      live.appendVideo(number, false, 20_000);
      live.appendAudio(number);
      for (TestViewer viewer : viewers) {
        awaitSound(viewer, number);
      }
    }
    assertEquals(6, server.tcpConnections());
    viewers.forEach(TestViewer::close);
    await(() -> server.tcpConnections() == 0);
  }

  /** A slow reader skips to the newest key frame; nothing is queued for it. */
  @Test
  void aSlowReaderGoesOnAtAKeyFrame() throws Exception {
    try (TestViewer slow = join()) {
      int number = 0;
      while (sessions.counters().of(SessionCounters.Event.CURSOR_SKIPPED) == 0) {
        number++;
        live.appendVideo(number, number % 10 == 0, 30_000);
        assertTrue(number < 100_000, "the connection never filled up");
        Thread.yield();
      }
      int last = number + 10;
      while (number < last) {
        number++;
        live.appendVideo(number, number % 10 == 0, 30_000);
      }
      live.appendAudio(77, System.nanoTime());
      int sequence = -1;
      byte[] packet = slow.nextRtp();
      while ((packet[1] & 0x7F) != 111 || packet[packet.length - 1] != 77) {
        if ((packet[1] & 0x7F) != 111) {
          assertTrue(
              sequence < 0 || Bytes.u16(packet, 2) == (sequence + 1 & 0xFFFF), "no gap is seen");
          sequence = Bytes.u16(packet, 2);
        }
        packet = slow.nextRtp();
      }
    }
  }

  @Test
  void garbageIsClosed() throws Exception {
    Random random = new Random(3);
    for (int first : new int[] {0, 1, 2, 8, 0xFF}) {
      try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
        byte[] garbage = new byte[5_000];
        random.nextBytes(garbage);
        garbage[0] = (byte) first;
        OutputStream out = socket.getOutputStream();
        out.write(garbage);
        socket.setSoTimeout(20_000);
        assertEquals(-1, read(socket), "closed, and not a byte said");
      }
    }
    await(() -> server.tcpConnections() == 0);
    assertEquals(0, sessions.retained());
  }

  @Test
  void aConnectionThatSaysNothingIsClosed() throws Exception {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(20_000);
      assertEquals(-1, read(socket));
    }
  }

  @Test
  void thereAreAsManyConnectionsAsMayBe() throws Exception {
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < MOST_CONNECTIONS; i++) {
      open.add(new Socket(address.getAddress(), address.getPort()));
    }
    await(() -> server.tcpConnections() == MOST_CONNECTIONS);
    try (Socket oneMore = new Socket(address.getAddress(), address.getPort())) {
      oneMore.setSoTimeout(20_000);
      assertEquals(-1, read(oneMore));
    }
    assertTrue(sessions.counters().of(SessionCounters.Event.TCP_REFUSED) >= 1);
    for (Socket socket : open) {
      socket.close();
    }
    await(() -> server.tcpConnections() == 0);
  }

  @Test
  void theConnectionEndsWithItsSession() throws Exception {
    try (TestViewer viewer = join()) {
      viewer.nextRtp();
      sessions.of(live.stream).getFirst().end(EndReason.DELETED);
      await(() -> server.tcpConnections() == 0);
      assertEquals(0, sessions.retained());
    }
  }

  /** A reset is an end as well. */
  private static int read(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (java.net.SocketException e) {
      return -1;
    }
  }

  private static void awaitSound(TestViewer viewer, int number) throws Exception {
    byte[] packet = viewer.nextRtp();
    while ((packet[1] & 0x7F) != 111 || packet[packet.length - 1] != number) {
      packet = viewer.nextRtp();
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "the condition did not come true in 20 s");
      Thread.onSpinWait();
    }
  }
}
