package dev.sluice.viewer.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.srtp.PacketRoom;
import dev.sluice.testviewer.LiveStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A viewer behind a full socket: batches are taken back. */
class FullRouteTest {
  private static final int ALL = 1000;

  private final SendFixture.Kept route = new SendFixture.Kept();
  private final ShardResources resources = new ShardResources(SendSettings.DEFAULT);
  private LiveStream live;
  private TrackSender sender;

  @BeforeEach
  void join() throws Exception {
    live = new LiveStream(1 << 20);
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
                  PacketRoom room,
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
