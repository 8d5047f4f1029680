package dev.sluice.viewer.session;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.rtc.dtls.ViewerHandshake;
import dev.sluice.rtc.rtcp.RtcpWriter;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.rtc.srtp.ViewerSrtp;
import dev.sluice.rtc.stun.ConnectivityCheck;
import dev.sluice.stream.life.StreamPromise;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.testviewer.ViewerOffer;
import dev.sluice.viewer.send.BatchSender;
import dev.sluice.viewer.send.Route;
import dev.sluice.viewer.send.RunBatch;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/** A viewer of a {@link TestShard} from offer to media, that watches its own wire. */
final class ShardViewer {
  private static final int CONSTRAINED_BASELINE = 0x42E01F;
  private static final int BYE = 203;

  private final TestShard shard;
  private final BlockingQueue<byte[]> handshakes = new LinkedBlockingQueue<>();
  private final Random random = new Random(5);
  private ViewerSrtp srtp;
  private final String ufrag;
  private final String password;
  private Route route;

  /** By SSRC and sequence number: as long as there are less than 2^16, a number is a nonce. */
  final Map<Long, Integer> seen = new HashMap<>();

  final Map<Integer, Integer> newest = new HashMap<>();
  final ViewerSession session;
  int repeats;
  int goodbyes;

  ShardViewer(TestShard shard, LiveStream live, BatchSender batchSender, int port)
      throws Exception {
    this(shard, live, batchSender, port, CONSTRAINED_BASELINE);
  }

  /** A viewer that receives H.264 of that profile and level, and of those that it covers. */
  ShardViewer(
      TestShard shard, LiveStream live, BatchSender batchSender, int port, int profileLevelId)
      throws Exception {
    this(
        shard,
        offer -> shard.sessions.create(live.stream, offer, shard.now),
        batchSender,
        port,
        fingerprint -> ViewerOffer.sdp(fingerprint, profileLevelId));
  }

  /** A viewer that is answered before its stream is playable. */
  ShardViewer(
      TestShard shard, StreamPromise promise, BatchSender batchSender, UnaryOperator<String> offer)
      throws Exception {
    this(
        shard,
        sdp -> shard.sessions.create(promise, sdp, ViewerGrant.UNLIMITED, shard.now, shard.now),
        batchSender,
        1000,
        offer);
  }

  /** Answers the offer of a viewer. */
  private interface Answerer {
    CreatedSession answer(SdpOffer offer) throws Exception;
  }

  /**
   * @param sdp makes the offer from the viewer's fingerprint
   */
  private ShardViewer(
      TestShard shard,
      Answerer answerer,
      BatchSender batchSender,
      int port,
      UnaryOperator<String> sdp)
      throws Exception {
    this.shard = shard;
    ViewerHandshake handshake = new ViewerHandshake(ShardHandshake.GCM_128);
    SdpOffer offer = SdpOffer.parse(sdp.apply(handshake.fingerprint()));
    CreatedSession created = answerer.answer(offer);
    ufrag = ViewerOffer.attribute(created.answer(), "ice-ufrag");
    password = ViewerOffer.attribute(created.answer(), "ice-pwd");
    session = shard.sessions.find(created.id()).orElseThrow();
    session.claim(shard.host);
    moveTo(batchSender, port);
    srtp =
        ShardHandshake.run(
            shard,
            handshake,
            handshakes,
            datagram -> session.onDtls(datagram, 0, datagram.length, route, shard.now));
  }

  int port() {
    return route.remote().getPort();
  }

  boolean isAt(BatchSender batchSender) {
    return route.batchSender() == batchSender;
  }

  /** Nominates another way to it. */
  void moveTo(BatchSender batchSender, int port) {
    route = new Way(this, batchSender, new InetSocketAddress("127.0.0.1", port));
    byte[] check = ConnectivityCheck.of(ufrag, ViewerOffer.UFRAG, password, random, true);
    session.onStun(check, 0, check.length, route, shard.now);
  }

  /** Asks for a packet again. */
  void nack(int ssrc, int sequence) throws Exception {
    byte[] packet = new byte[16];
    Bytes.put32(packet, 0, 0x81CD_0003);
    Bytes.put32(packet, 4, 1);
    Bytes.put32(packet, 8, ssrc);
    Bytes.put16(packet, 12, sequence);
    rtcp(packet);
  }

  /** Asks for a key frame. */
  void pli(int ssrc) throws Exception {
    byte[] packet = new byte[12];
    Bytes.put32(packet, 0, 0x81CE_0002);
    Bytes.put32(packet, 4, 1);
    Bytes.put32(packet, 8, ssrc);
    rtcp(packet);
  }

  private void rtcp(byte[] feedback) throws Exception {
    byte[] report = new byte[64];
    int length = new RtcpWriter(report).start(0).receiverReport(1).length();
    byte[] compound = Arrays.copyOf(report, length + feedback.length);
    System.arraycopy(feedback, 0, compound, length, feedback.length);
    byte[] packet = srtp.protectRtcp(compound);
    session.onSrtcp(packet, 0, packet.length, route, shard.now);
  }

  /** Handles a datagram from the session. */
  void receive(byte[] datagram) {
    int first = datagram[0] & 0xFF;
    int type = datagram[1] & 0xFF;
    if (first >= 20 && first <= 63) {
      handshakes.add(datagram);
    } else if (first >= 128 && (type < 192 || type > 223)) {
      media(datagram);
    } else if (first >= 128 && srtp != null) {
      control(datagram);
    }
  }

  private void control(byte[] datagram) {
    try {
      byte[] compound = srtp.rtcp(datagram);
      for (int at = 0; at < compound.length; at += 4 * (Bytes.u16(compound, at + 2) + 1)) {
        goodbyes += (compound[at + 1] & 0xFF) == BYE ? 1 : 0;
      }
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void media(byte[] datagram) {
    int ssrc = Bytes.i32(datagram, 8);
    int sequence = Bytes.u16(datagram, 2);
    int hash = Arrays.hashCode(datagram);
    Integer before = seen.put((long) ssrc << 16 | sequence, hash);
    if (before == null) {
      newest.merge(ssrc, sequence, Math::max);
    } else if (before == hash) {
      repeats++;
    } else {
      throw new AssertionError("nonce " + sequence + " was used with two packets");
    }
  }

  /** True if every sequence number from the first to the newest was on the wire. */
  boolean gapless() {
    return newest.entrySet().stream()
        .allMatch(
            of -> {
              long ssrc = (long) of.getKey() << 16;
              long count = seen.keySet().stream().filter(key -> key >> 16 == ssrc >> 16).count();
              return seen.containsKey(ssrc | of.getValue() - count + 1);
            });
  }

  /** A route that is in the hands of its batchSender. */
  record Way(ShardViewer viewer, BatchSender batchSender, InetSocketAddress remote)
      implements Route {
    @Override
    public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
      return ((FickleBatchSender) batchSender).take(this, data, offset, length, segmentBytes);
    }

    @Override
    public int send(RunBatch runs) {
      throw new AssertionError("leaves by its batchSender");
    }
  }
}
