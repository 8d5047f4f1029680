package dev.sluice.viewer.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Track;
import dev.sluice.rtc.srtp.PacketBuffer;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.pacing.KeyFrameWait;
import dev.sluice.viewer.pacing.PathEstimate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A viewer behind a full socket: batches are taken back. */
class FullRouteTest {
  private static final int ALL = 1000;
  private static final int BURST_BYTES = 64 * 1024;

  private final SendFixture.Kept route = new SendFixture.Kept();
  private final ShardResources resources = new ShardResources(SendSettings.DEFAULT);
  private LiveStream live;
  private TrackSender sender;

  @BeforeEach
  void join() throws Exception {
    live = new LiveStream(8 << 20);
    sender = SendFixture.videoSender(live);
  }

  private SendProgress turn(long nowNanos) {
    SendProgress progress = sender.send(route.turn(nowNanos, resources));
    resources.runs().flush();
    return progress;
  }

  /** The key frame was built and taken back: it has not been passed. */
  @Test
  void whoIsLateGoesOnAtAKeyFrameThatWasTakenBack() {
    live.appendVideo(0, true, 1000);
    turn(0);
    for (int frame = 1; frame <= 10; frame++) {
      live.appendVideo(frame, frame == 10, 1000);
    }
    route.refuse = ALL;
    turn(LiveStream.arrivalNanos(10));
    route.refuse = 0;
    int before = route.datagrams.size();
    turn(LiveStream.arrivalNanos(60));
    assertEquals(0x78, route.datagrams.get(before)[12], "parameter sets of the key frame");
    assertEquals(1, sender.skips());
  }

  @Test
  void whoLostThePictureGetsAKeyFrameThatWasTakenBack() {
    live.appendVideo(0, true, 1000);
    turn(0);
    live.appendVideo(1, false, 1000);
    live.appendVideo(2, true, 1000);
    route.refuse = ALL;
    turn(LiveStream.arrivalNanos(2));
    assertTrue(sender.jumpToFresherKey());
  }

  /** The charge of a refused run is given back: the next turn has the whole burst. */
  @Test
  void aRefusedBacklogIsNotChargedTwice() {
    for (int frame = 0; frame < 30; frame++) {
      live.appendVideo(frame, frame == 0, 20_000);
    }
    long now = LiveStream.arrivalNanos(40);
    route.refuse = ALL;
    for (int turn = 0; turn < 200; turn++) {
      assertEquals(SendProgress.HELD_BACK, turn(now));
    }
    assertEquals(0, route.bytes());
    route.refuse = 0;
    assertEquals(SendProgress.HELD_BACK, turn(now));
    assertTrue(route.bytes() >= BURST_BYTES, "bytes of the burst: " + route.bytes());
    assertFalse(resources.backlogExhausted(), "the shard's budget");
  }

  /** The floor of the rate is twice the bit rate of the stream, independent of refusals. */
  @Test
  void refusalsDoNotRaiseTheRateOfTheBacklog() {
    PathEstimate lossy = PathEstimate.withFeedback(1_000_000);
    SendFormat format =
        new SendFormat(
            new RtpClock.Video(0), true, 96, SendFixture.SSRC, ExtensionBlock.NONE, null, -1);
    sender = SendFixture.sender(live, Track.VIDEO, format, lossy, KeyFrameWait.NEVER);
    int frames = 600;
    for (int frame = 0; frame < frames; frame++) {
      live.appendVideo(frame, frame == 0, 4_000);
    }
    long now = LiveStream.arrivalNanos(frames + 10);
    for (int milli = 0; milli < 2000; milli++) {
      route.refuse = milli % 10 == 0 ? 0 : ALL;
      turn(now += 1_000_000);
    }
    route.refuse = 0;
    long before = route.bytes();
    for (int milli = 0; milli < 2000; milli++) {
      turn(now += 1_000_000);
    }
    double bitsPerSecond = (route.bytes() - before) * 8 / 2.0;
    double streamBitsPerSecond = 4_000 * 8 * 30 * 1.03;
    assertTrue(
        bitsPerSecond > 1.5 * streamBitsPerSecond && bitsPerSecond < 2.6 * streamBitsPerSecond,
        bitsPerSecond / streamBitsPerSecond + " times the stream");
  }

  @Test
  void nothingIsEncryptedForARouteThatIsFull() {
    live.appendVideo(0, true, 1000);
    route.full = true;
    SendTurn turn =
        new SendTurn(
            route,
            new SendFixture.Clear() {
              @Override
              public int protect(
                  PacketBuffer room,
                  int at,
                  int head,
                  int prefix,
                  byte[] from,
                  int o,
                  int n,
                  long i) {
                throw new AssertionError("in vain");
              }
            },
            resources,
            0);
    assertEquals(SendProgress.HELD_BACK, sender.send(turn));
    route.full = false;
    assertEquals(SendProgress.DRAINED, turn(0));
    assertEquals(2, route.datagrams.size());
  }
}
