package dev.sluice.viewer.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Track;
import dev.sluice.rtc.dtls.SrtpKeyingMaterial;
import dev.sluice.rtc.srtp.PacketIndex;
import dev.sluice.rtc.srtp.SrtpContexts;
import dev.sluice.rtc.srtp.SrtpProfile;
import dev.sluice.rtc.srtp.SrtpProtector;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.pacing.KeyFrameWait;
import dev.sluice.viewer.pacing.PathEstimate;
import dev.sluice.viewer.send.RtpClock;
import dev.sluice.viewer.send.RtxPackets;
import dev.sluice.viewer.send.SendFixture;
import dev.sluice.viewer.send.SendFormat;
import dev.sluice.viewer.send.SendSettings;
import dev.sluice.viewer.send.ShardResources;
import dev.sluice.viewer.send.TrackSender;
import dev.sluice.viewer.stats.SessionCounters;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hostile connected viewer: its packets are counted, bounded, and never throw. */
class HostileViewerTest {
  private static final long SEED = 17;
  private static final int MAX_BYTES = 1500;
  private static final int SENDER_SSRC = 1;

  /** Bytes that may be retransmitted in excess of the bytes sent. */
  private static final long BURST_BYTES = 64 * 1024 + 1200;

  private final Random random = new Random(SEED);
  private final SessionCounters counters = new SessionCounters();
  private final SendFixture.Kept route = new SendFixture.Kept();
  private final ShardResources resources = new ShardResources(SendSettings.DEFAULT);
  private RtpSession path;
  private SrtpProtector viewer;
  private long now;

  @BeforeEach
  void playAPicture() throws Exception {
    SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
    byte[] key = new byte[profile.keyBytes()];
    byte[] salt = new byte[profile.saltBytes()];
    LiveStream live = new LiveStream(1 << 20);
    SendFormat format =
        new SendFormat(
            new RtpClock.Video(0),
            true,
            96,
            SendFixture.SSRC,
            RtxPackets.extensions(),
            RtxPackets.rtx(),
            SendFormat.NO_RED);
    PathEstimate estimate = SendFixture.path();
    TrackSender sender =
        new TrackSender(
            live.stream.log(Track.VIDEO), format, new PacketIndex(0), estimate, KeyFrameWait.NEVER);
    ViewerTracks tracks = new ViewerTracks(new TrackReports(sender, 90), null, "cname", estimate);
    path = new RtpSession(tracks, new SrtpKeyingMaterial(profile, key, key, salt, salt), counters);
    viewer = SrtpContexts.protector(profile, key, salt);
    live.appendVideo(0, true, 30_000);
    path.send(route, resources, 0);
    resources.runs().flush();
  }

  private long receive(byte[] srtcp) {
    long before = route.bytes();
    path.onSrtcp(srtcp, 0, srtcp.length, route, resources, now);
    return route.bytes() - before;
  }

  private byte[] encrypted(byte[] rtcp) {
    byte[] packet = Arrays.copyOf(rtcp, rtcp.length + 64);
    return Arrays.copyOf(packet, viewer.protectRtcp(packet, 0, rtcp.length));
  }

  /** A transport-layer feedback packet of that format for the video. */
  private static byte[] feedback(int format, int controlBytes) {
    byte[] packet = new byte[12 + controlBytes];
    Bytes.put16(packet, 0, (0x80 | format) << 8 | 205);
    Bytes.put16(packet, 2, packet.length / 4 - 1);
    Bytes.put32(packet, 4, SENDER_SSRC);
    Bytes.put32(packet, 8, SendFixture.SSRC);
    return packet;
  }

  @Test
  void noiseOfEveryLengthIsCountedAndNotAnswered() {
    for (int length = 0; length <= MAX_BYTES; length++) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      assertEquals(0, receive(noise), "seed " + SEED + ", length " + length);
    }
    assertEquals(MAX_BYTES + 1, counters.of(SessionCounters.Event.SRTCP_DROPPED));
  }

  @Test
  void authenticRtcpOfEveryLengthAndTypeIsReadOrCounted() {
    long sent = route.bytes();
    for (int length = 8; length <= MAX_BYTES; length++) {
      for (int type = 200; type < 208; type++) {
        byte[] rtcp = new byte[length];
        random.nextBytes(rtcp);
        rtcp[0] = (byte) (0x80 | random.nextInt(32));
        rtcp[1] = (byte) type;
        Bytes.put16(rtcp, 2, Math.max(1, length / 4 - 1));
        Bytes.put32(rtcp, 4, SENDER_SSRC);
        receive(encrypted(rtcp));
      }
      now += 1_000_000;
    }
    assertTrue(route.bytes() <= 2 * sent + BURST_BYTES, "seed " + SEED + ": " + route.bytes());
  }

  @Test
  void whatIsReplayedIsCountedAndNotAnswered() {
    byte[] nack = feedback(1, 4);
    Bytes.put16(nack, 12, 1);
    byte[] packet = encrypted(nack);
    assertTrue(receive(packet.clone()) > 0);
    now += 1_000_000_000;
    assertEquals(0, receive(packet.clone()));
    assertEquals(1, counters.of(SessionCounters.Event.SRTCP_DROPPED));
    assertEquals(1, counters.of(SessionCounters.Event.PACKET_RESENT));
  }

  @Test
  void aFloodOfNacksGetsNoMoreThanWasSent() {
    byte[] nack = feedback(1, 1200);
    for (int i = 0; i < 300; i++) {
      Bytes.put16(nack, 12 + 4 * i, i % 3 * 17);
      Bytes.put16(nack, 14 + 4 * i, 0xFFFF);
    }
    flood(nack, 1000);
    long asked = counters.of(SessionCounters.Event.PACKET_ASKED);
    assertTrue(asked <= FeedbackBudget.BURST, asked + " packets looked for");
    assertTrue(counters.of(SessionCounters.Event.FEEDBACK_DROPPED) > 0, "the rest is counted");
  }

  @Test
  void aFloodOfTransportFeedbackGetsNoMoreThanWasSent() {
    byte[] lost = feedback(15, 12);
    Bytes.put16(lost, 14, 4096);
    Bytes.put16(lost, 20, 0x1000);
    flood(lost, 1000);
    assertTrue(counters.of(SessionCounters.Event.PACKET_RESENT) > 0, "it is heard");
    assertEquals(998, counters.of(SessionCounters.Event.FEEDBACK_DROPPED));
  }

  /** A key frame that was sent is not sent again, and nothing else is asked of anybody. */
  @Test
  void aFloodOfPlisGetsNothing() {
    byte[] compound = new byte[1200];
    for (int at = 0; at < compound.length; at += 12) {
      Bytes.put16(compound, at, 0x81 << 8 | 206);
      Bytes.put16(compound, at + 2, 2);
      Bytes.put32(compound, at + 4, SENDER_SSRC);
      Bytes.put32(compound, at + 8, SendFixture.SSRC);
    }
    long sent = route.bytes();
    for (int i = 0; i < 1000; i++) {
      receive(encrypted(compound));
      path.send(route, resources, now);
      resources.runs().flush();
      now += 1_000_000;
    }
    assertEquals(100_000, counters.of(SessionCounters.Event.KEY_FRAME_ASKED));
    assertEquals(0, counters.of(SessionCounters.Event.CURSOR_SKIPPED));
    assertEquals(sent, route.bytes());
  }

  private void flood(byte[] rtcp, int times) {
    long sent = route.bytes();
    for (int i = 0; i < times; i++) {
      receive(encrypted(rtcp));
      now += 10_000_000;
    }
    long again = route.bytes() - sent;
    assertTrue(again <= BURST_BYTES, again + " bytes again, " + sent + " sent");
  }
}
