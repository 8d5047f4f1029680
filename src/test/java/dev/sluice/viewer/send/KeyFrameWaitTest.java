package dev.sluice.viewer.send;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.media.Track;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.pacing.KeyFrameWait;
import org.junit.jupiter.api.Test;

class KeyFrameWaitTest {
  private static final long MILLI = 1_000_000;
  private static final long DECODE = 1_200_000;

  private final SendFixture.Kept route = new SendFixture.Kept();
  private final LiveStream live;

  KeyFrameWaitTest() throws Exception {
    live = new LiveStream(8 << 20);
  }

  private TrackSender newcomer(long waitMillis) {
    SendFormat format =
        new SendFormat(
            new RtpClock.Video(0), true, 96, SendFixture.SSRC, ExtensionBlock.NONE, null, -1);
    KeyFrameWait wait = new KeyFrameWait(waitMillis * MILLI, DECODE, 50_000_000 / 8);
    return SendFixture.sender(live, Track.VIDEO, format, SendFixture.path(), wait);
  }

  /** Key frames every second. */
  private void upTo(int frames) {
    for (int frame = 0; frame < frames; frame++) {
      live.appendVideo(frame, frame % 30 == 0, 1_000);
    }
  }

  @Test
  void aKeyFrameThatIsDueIsWaitedFor() {
    upTo(60);
    long now = LiveStream.arrivalNanos(59) + 10 * MILLI;
    TrackSender sender = newcomer(30);
    assertEquals(SendProgress.HELD_BACK, sender.send(route.turn(now)));
    assertEquals(0, route.datagrams.size());
    live.appendVideo(60, true, 1_000);
    assertEquals(SendProgress.DRAINED, sender.send(route.turn(now + 23 * MILLI)));
    assertEquals(2, route.datagrams.size(), "parameter sets and the new key frame alone");
  }

  @Test
  void oneThatDoesNotComeIsNotWaitedForLong() {
    upTo(60);
    long now = LiveStream.arrivalNanos(59) + 10 * MILLI;
    TrackSender sender = newcomer(30);
    sender.send(route.turn(now));
    live.appendVideo(60, false, 1_000);
    assertEquals(SendProgress.HELD_BACK, sender.send(route.turn(now + 40 * MILLI)));
    sender.send(route.turn(now + 44 * MILLI));
    assertEquals(32, route.datagrams.size(), "everything since the last one");
  }

  @Test
  void oneThatIsFurtherOffIsNot() {
    upTo(45);
    newcomer(30).send(route.turn(LiveStream.arrivalNanos(44)));
    assertEquals(16, route.datagrams.size());
  }

  @Test
  void norWhenCatchingUpIsQuicker() {
    live.appendVideo(0, true, 1_000);
    live.appendVideo(1, true, 1_000);
    long now = LiveStream.arrivalNanos(1) + 10 * MILLI;
    newcomer(30).send(route.turn(now));
    assertEquals(2, route.datagrams.size());
  }

  @Test
  void norWhereItIsNotWanted() {
    upTo(60);
    newcomer(0).send(route.turn(LiveStream.arrivalNanos(59) + 30 * MILLI));
    assertEquals(31, route.datagrams.size());
  }
}
