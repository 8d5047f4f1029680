package dev.sluice.viewer.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.media.Track;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.pacing.KeyFrameWait;
import dev.sluice.viewer.pacing.PathEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacingTest {
  private static final long HALF_MILLI = 500_000;
  private static final long QUARTER_FRAME = 33_333_333 / 4;

  private final SendFixture.Kept route = new SendFixture.Kept();

  @Test
  void aFrameOfABurstLeavesAtOnce() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    live.appendVideo(0, true, 31 * 1144);
    assertEquals(SendProgress.DRAINED, SendFixture.videoSender(live).send(route.turn(0)));
    assertEquals(32, route.datagrams.size());
  }

  @Test
  void aLargerOneLeavesInBurstsHalfAMillisecondApart() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    TrackSender sender = SendFixture.videoSender(live);
    live.appendVideo(0, true, 100_000);
    List<Integer> bursts = new ArrayList<>();
    long now = 0;
    int before = 0;
    SendProgress progress;
    do {
      progress = sender.send(route.turn(now));
      bursts.add(route.datagrams.size() - before);
      before = route.datagrams.size();
      now += HALF_MILLI;
    } while (progress == SendProgress.HELD_BACK);
    assertEquals(List.of(33, 32, 24), bursts, "the parameter sets go with the first");
  }

  /**
   * A program that reads slowly: its socket holds 90 packets, and it takes one in 300 microseconds.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 5, 30, 59})
  void withoutFeedbackTheStartOverrunsNoSmallReceiveBuffer(int picturesSinceKey) throws Exception {
    LiveStream live = new LiveStream(8 << 20);
    for (int frame = 0; frame <= picturesSinceKey; frame++) {
      live.appendVideo(frame, frame == 0, frame == 0 ? 100_000 : 12_000);
    }
    SendFormat format =
        new SendFormat(
            new RtpClock.Video(0), true, 96, SendFixture.SSRC, ExtensionBlock.NONE, null, -1);
    PathEstimate path =
        PathEstimate.withoutFeedback(SendSettings.DEFAULT.backlogWithoutFeedbackBitsPerSecond);
    TrackSender sender = SendFixture.sender(live, Track.VIDEO, format, path, KeyFrameWait.NEVER);
    long now = LiveStream.arrivalNanos(picturesSinceKey);
    int frame = picturesSinceKey;
    double queued = 0;
    SendProgress progress = SendProgress.HELD_BACK;
    for (int sent = 0; progress == SendProgress.HELD_BACK; now += HALF_MILLI) {
      if (now >= LiveStream.arrivalNanos(frame + 1)) {
        live.appendVideo(++frame, false, 12_000);
      }
      progress = sender.send(route.turn(now));
      queued = Math.max(0, queued - HALF_MILLI / 300_000.0) + route.datagrams.size() - sent;
      sent = route.datagrams.size();
      assertTrue(queued < 90, queued + " packets wait after picture " + frame);
    }
    long took = now - LiveStream.arrivalNanos(picturesSinceKey);
    assertTrue(took < 1_500_000_000L, "the backlog left within " + took);
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 500_000, 1_000_000})
  void howeverLargeItTakesAQuarterOfAFrameAtMost(int bytes) throws Exception {
    LiveStream live = new LiveStream(16 << 20);
    TrackSender sender = SendFixture.videoSender(live);
    live.appendVideo(0, false, 100);
    live.appendVideo(1, true, bytes);
    long begin = LiveStream.arrivalNanos(1);
    long now = begin;
    while (sender.send(route.turn(now)) == SendProgress.HELD_BACK) {
      now += HALF_MILLI / 10;
    }
    assertTrue(now - begin <= QUARTER_FRAME, "took " + (now - begin));
  }

  @Test
  void theBacklogsOfManyNewcomersShareTheShardsBudget() throws Exception {
    LiveStream live = new LiveStream(8 << 20);
    for (int frame = 0; frame < 60; frame++) {
      live.appendVideo(frame, frame == 0, 20_000);
    }
    SendSettings slow = withShardCap(80_000_000);
    ShardResources resources = new ShardResources(slow);
    List<TrackSender> senders = new ArrayList<>();
    List<SendFixture.Kept> routes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      senders.add(SendFixture.videoSender(live));
      routes.add(new SendFixture.Kept());
    }
    long begin = LiveStream.arrivalNanos(70);
    for (int milli = 0; milli < 1000; milli++) {
      for (int i = 0; i < senders.size(); i++) {
        int whose = (i + milli) % senders.size();
        senders.get(whose).send(routes.get(whose).turn(begin + milli * 1_000_000L, resources));
      }
    }
    resources.runs().flush();
    long[] bytes = routes.stream().mapToLong(SendFixture.Kept::bytes).sorted().toArray();
    long all = java.util.Arrays.stream(bytes).sum();
    assertTrue(all > 9_000_000 && all < 10_000_000 + (2 << 20) + 40_000, "80 Mbit/s: " + all);
    assertTrue(bytes[0] > bytes[99] / 4, bytes[0] + " to " + bytes[99]);
  }

  private static SendSettings withShardCap(long bitsPerSecond) {
    return GivenSettings.of(
        SendSettings::new, Map.of("sending.shardBacklogMegabitsPerSecond", bitsPerSecond));
  }
}
