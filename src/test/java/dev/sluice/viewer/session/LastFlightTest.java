package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.dtls.ViewerHandshake;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.rtc.stun.ConnectivityCheck;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.ViewerOffer;
import dev.sluice.viewer.send.Route;
import dev.sluice.viewer.stats.EndReason;
import dev.sluice.viewer.stats.SessionCounters.Event;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A viewer may send SRTCP as soon as it has the last flight of the handshake. */
@Timeout(60)
class LastFlightTest {
  /** First byte of a datagram of the last flight: the record type change_cipher_spec. */
  private static final int CHANGE_CIPHER_SPEC = 20;

  private final TestShard shard = new TestShard();
  private final Wire wire = new Wire();
  private final ViewerHandshake handshake = new ViewerHandshake(ShardHandshake.GCM_128);
  private ViewerSession session;

  private void connect() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    live.appendVideo(0, true, 500);
    SdpOffer offer = SdpOffer.parse(ViewerOffer.sdp(handshake.fingerprint()));
    CreatedSession created = shard.sessions.create(live.stream, offer, shard.now);
    session = shard.sessions.find(created.id()).orElseThrow();
    session.claim(shard.host);
    String ufrag = ViewerOffer.attribute(created.answer(), "ice-ufrag");
    String password = ViewerOffer.attribute(created.answer(), "ice-pwd");
    byte[] check =
        ConnectivityCheck.of(ufrag, ViewerOffer.UFRAG, password, new Random(1), /* use= */ true);
    session.onStun(check, 0, check.length, wire, shard.now);
    ShardHandshake.run(
        shard,
        handshake,
        wire.arrived,
        datagram -> session.onDtls(datagram, 0, datagram.length, wire, shard.now));
  }

  @Test
  void theKeysAreThereBeforeTheShardReadsTheNextDatagram() throws Exception {
    shard.afterEachTask =
        () -> {
          if (wire.lastFlightSent) {
            assertEquals(1, shard.sessions.counters().of(Event.CONNECTED), "no keys yet");
          }
        };
    connect();
    assertTrue(wire.lastFlightSent);
  }

  @Test
  void aPacketForAnEndedSessionIsNoFault() throws Exception {
    connect();
    session.end(EndReason.DELETED);
    shard.run();
    session.onSrtcp(new byte[64], 0, 64, wire, shard.now);
    assertEquals(0, shard.sessions.counters().of(Event.SRTCP_DROPPED));
  }

  private static final class Wire implements Route {
    private final InetSocketAddress viewer = new InetSocketAddress("127.0.0.1", 1000);
    final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    boolean lastFlightSent;

    @Override
    public InetSocketAddress remote() {
      return viewer;
    }

    @Override
    public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
      byte[] datagram = data.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
      lastFlightSent |= datagram[0] == CHANGE_CIPHER_SPEC;
      arrived.add(datagram);
      return true;
    }
  }
}
