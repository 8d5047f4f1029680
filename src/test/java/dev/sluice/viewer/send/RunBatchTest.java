package dev.sluice.viewer.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Track;
import dev.sluice.rtc.answer.HeaderExtensionIds;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.pacing.KeyFrameWait;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Viewers whose runs leave together through one socket, which may be full. */
class RunBatchTest {
  private static final int VIEWERS = 5;
  private static final int TRANSPORT_AT = 17;
  private static final int AUDIO_SSRC = 0xA0D10;

  private final Socket socket = new Socket();
  private final ShardResources resources = new ShardResources(SendSettings.DEFAULT);
  private final List<Viewer> viewers = new ArrayList<>();
  private LiveStream live;

  /** Accepts this number of runs, then is full. */
  private static final class Socket implements BatchSender {
    int takes = Integer.MAX_VALUE;
    int calls;
    boolean broken;

    @Override
    public int send(RunBatch runs) {
      calls++;
      if (broken) {
        throw new IllegalStateException("broken");
      }
      int taken = Math.min(takes, runs.count());
      for (int i = 0; i < taken; i++) {
        Run run = runs.run(i);
        Viewer to = (Viewer) run.route();
        to.received.addAll(
            SendFixture.datagrams(runs.memory(), run.offset(), run.length(), run.segmentBytes()));
      }
      takes -= taken;
      return taken;
    }
  }

  /** Watches picture and sound, whose packets share the transport-wide count. */
  private final class Viewer implements Route {
    final List<byte[]> received = new ArrayList<>();
    final TrackSender video;
    final TrackSender audio;

    Viewer() {
      ExtensionBlock extensions =
          new ExtensionBlock(
              new HeaderExtensionIds(0, 0, 0, RtxPackets.TRANSPORT_ID),
              "",
              new byte[0],
              new TransportSequence());
      video = SendFixture.videoSender(live, extensions, RtxPackets.rtx());
      SendFormat sound =
          new SendFormat(
              new RtpClock.Audio(7), false, 111, AUDIO_SSRC, extensions, null, SendFormat.NO_RED);
      audio = SendFixture.sender(live, Track.AUDIO, sound, SendFixture.path(), KeyFrameWait.NEVER);
    }

    void send(long nowNanos) {
      SendTurn turn = new SendTurn(this, new SendFixture.Clear(), resources, nowNanos);
      audio.send(turn);
      video.send(turn);
    }

    void assertGapless(int ssrc, String what) {
      int expected = -1;
      for (byte[] packet : received) {
        if (Bytes.i32(packet, 8) == ssrc) {
          int sequence = Bytes.u16(packet, 2);
          assertEquals(expected < 0 ? sequence : expected, sequence, what);
          expected = sequence + 1;
        }
      }
      assertTrue(expected > 0, what);
    }

    @Override
    public InetSocketAddress remote() {
      return new InetSocketAddress("127.0.0.1", 9);
    }

    @Override
    public BatchSender batchSender() {
      return socket;
    }

    @Override
    public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
      throw new AssertionError("runs leave together");
    }
  }

  @BeforeEach
  void join() throws Exception {
    live = new LiveStream(1 << 20);
    for (int i = 0; i < VIEWERS; i++) {
      viewers.add(new Viewer());
    }
    viewers.forEach(viewer -> viewer.send(0));
  }

  private void turn(long nowNanos) {
    viewers.forEach(viewer -> viewer.send(nowNanos));
    resources.runs().flush();
  }

  @Test
  void aPictureLeavesForAllInOneCall() throws Exception {
    live.appendVideo(0, true, 100);
    turn(0);
    socket.calls = 0;
    live.appendVideo(1, false, 5_000);
    live.appendAudio(2);
    turn(LiveStream.arrivalNanos(1));
    assertEquals(1, socket.calls);
    viewers.forEach(viewer -> viewer.assertGapless(SendFixture.SSRC, "all left"));
  }

  @Test
  void whatIsLongerThanTheMemoryLeavesInParts() throws Exception {
    live.appendVideo(0, true, 100_000);
    for (int milli = 0; milli < 40; milli++) {
      turn(milli * 1_000_000L);
    }
    for (Viewer viewer : viewers) {
      viewer.assertGapless(SendFixture.SSRC, "in parts");
      assertTrue(viewer.received.stream().mapToInt(packet -> packet.length).sum() > 100_000);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverTheSocketRefusesNoNumberIsLostAndAllComesInTheEnd(long seed) throws Exception {
    Random random = new Random(seed);
    int frames = 200;
    for (int frame = 0; frame < frames; frame++) {
      live.appendVideo(frame, frame == 0, 100 + random.nextInt(frame % 20 == 0 ? 60_000 : 9_000));
      live.appendAudio(2 * frame);
      socket.takes = random.nextInt(3) == 0 ? random.nextInt(12) : Integer.MAX_VALUE;
      turn(LiveStream.arrivalNanos(frame));
    }
    socket.takes = Integer.MAX_VALUE;
    for (int milli = 0; milli < 60; milli++) {
      turn(LiveStream.arrivalNanos(frames) + milli * 1_000_000L);
    }
    String what = "seed " + seed;
    for (Viewer viewer : viewers) {
      viewer.assertGapless(SendFixture.SSRC, what);
      viewer.assertGapless(AUDIO_SSRC, what);
      for (int i = 0; i < viewer.received.size(); i++) {
        assertEquals(i & 0xFFFF, Bytes.u16(viewer.received.get(i), TRANSPORT_AT), what);
      }
      assertEquals(
          viewers.getFirst().video.packetsSent(), viewer.video.packetsSent(), what + ": pictures");
      assertEquals(
          viewer.received.size(), viewer.video.packetsSent() + viewer.audio.packetsSent(), what);
    }
  }

  @Test
  void afterAFaultTheNumbersAreNotUsedAgain() throws Exception {
    live.appendVideo(0, true, 1000);
    socket.broken = true;
    assertThrows(IllegalStateException.class, () -> turn(0));
    socket.broken = false;
    live.appendVideo(1, false, 1000);
    turn(LiveStream.arrivalNanos(1));
    byte[] first = viewers.getFirst().received.getFirst();
    assertEquals(32_002, Bytes.u16(first, 2), "key frame and parameter sets are lost");
  }
}
