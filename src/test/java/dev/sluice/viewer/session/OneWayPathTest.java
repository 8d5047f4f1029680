package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.dtls.ViewerHandshake;
import dev.sluice.rtc.rtcp.RtcpWriter;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.rtc.srtp.ViewerSrtp;
import dev.sluice.rtc.stun.Checks;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.ViewerOffer;
import dev.sluice.viewer.send.Route;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A viewer with two paths. The better one is blocked in our direction, so the viewer uses the other
 * one. Like Firefox, it nominates both with their first check, and repeats a transaction until its
 * answer arrives.
 */
@Timeout(60)
class OneWayPathTest {
  private static final long MILLI = 1_000_000;
  private static final int BETTER = 2000;
  private static final int WORSE = 1000;

  private final TestShard shard = new TestShard();
  private final Path blocked = new Path(1, /* blocked= */ true);
  private final Path open = new Path(2, /* blocked= */ false);
  private final ViewerHandshake handshake = new ViewerHandshake(ShardHandshake.GCM_128);
  private LiveStream live;
  private ViewerSession session;
  private String ufrag;
  private String password;
  private int transactions;

  @BeforeEach
  void offer() throws Exception {
    live = new LiveStream(1 << 20);
    live.appendVideo(0, true, 500);
    SdpOffer offer = SdpOffer.parse(ViewerOffer.sdp(handshake.fingerprint()));
    CreatedSession created = shard.sessions.create(live.stream, offer, shard.now);
    ufrag = ViewerOffer.attribute(created.answer(), "ice-ufrag");
    password = ViewerOffer.attribute(created.answer(), "ice-pwd");
    session = shard.sessions.find(created.id()).orElseThrow();
    session.claim(shard.host);
  }

  /** A path of which only the direction to us may work. */
  private static final class Path implements Route {
    private final InetSocketAddress viewer;
    private final boolean blocked;
    final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    int media;

    Path(int port, boolean blocked) {
      this.viewer = new InetSocketAddress("127.0.0.1", port);
      this.blocked = blocked;
    }

    @Override
    public InetSocketAddress remote() {
      return viewer;
    }

    @Override
    public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
      byte[] datagram = data.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
      media += (datagram[0] & 0x80) != 0 ? 1 : 0;
      if (!blocked) {
        arrived.add(datagram);
      }
      return true;
    }
  }

  private byte[] check(int priority) {
    return new Checks()
        .transaction(++transactions)
        .username(ufrag + ":" + ViewerOffer.UFRAG)
        .controlling()
        .priority(priority)
        .useCandidate()
        .sealed(password);
  }

  private void send(byte[] check, Path path) {
    session.onStun(check, 0, check.length, path, shard.now);
  }

  /** Repeats a check on the blocked path as RFC 8489 asks: the interval doubles. */
  private void sendInVain(Random random, int repeats) {
    byte[] check = check(BETTER);
    long interval = 100 * MILLI;
    send(check, blocked);
    for (int i = 0; i < repeats; i++, interval *= 2) {
      shard.now += interval + random.nextInt(20) * MILLI;
      send(check, blocked);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theSessionFollowsTheViewerToTheOtherPathAndStaysThere(long seed) throws Exception {
    Random random = new Random(seed);
    boolean openFirst = random.nextBoolean();
    if (openFirst) {
      send(check(WORSE), open);
    }
    sendInVain(random, 1 + random.nextInt(4));
    if (!openFirst) {
      send(check(WORSE), open);
    }
    assertEquals(1, open.arrived.remove()[0], "the answer to the check");
    ViewerSrtp srtp =
        ShardHandshake.run(
            shard,
            handshake,
            open.arrived,
            datagram -> session.onDtls(datagram, 0, datagram.length, open, shard.now));
    for (int frame = 1; frame < 600; frame++) {
      shard.now += 33 * MILLI;
      live.appendVideo(frame, frame % 60 == 0, 500);
      shard.runSoon();
      if (frame % 30 == 0) {
        report(srtp);
      }
      if (frame % 150 == 0) {
        sendInVain(random, random.nextInt(3));
      }
    }
    assertEquals(0, blocked.media, "seed " + seed);
    assertTrue(open.media >= 600, "seed " + seed + ": " + open.media);
  }

  private void report(ViewerSrtp srtp) throws Exception {
    byte[] report = new byte[64];
    int length = new RtcpWriter(report).start(0).receiverReport(1).length();
    byte[] packet = srtp.protectRtcp(Arrays.copyOf(report, length));
    session.onSrtcp(packet, 0, packet.length, open, shard.now);
  }
}
