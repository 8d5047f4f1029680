package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.stream.TestStream;
import dev.sluice.stream.publish.Publication;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.stats.EndReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another source takes over, and its pictures have a profile that only some viewers negotiated. */
@Timeout(60)
class FormatChangeTest {
  private static final int CONSTRAINED_BASELINE = 0x42C01F;
  private static final int HIGH = 0x64001F;
  private static final int FRAMES_PER_SECOND = 30;

  private final TestShard shard = new TestShard();
  private LiveStream live;
  private Publication source;
  private ShardViewer narrow;
  private ShardViewer wide;
  private int frame;

  @BeforeEach
  void join() throws Exception {
    live = new LiveStream(8 << 20);
    source = live.source;
    FickleBatchSender batchSender = new FickleBatchSender();
    narrow = new ShardViewer(shard, live, batchSender, 1000);
    wide = new ShardViewer(shard, live, batchSender, 1001, HIGH);
    play(CONSTRAINED_BASELINE, FRAMES_PER_SECOND);
    assertTrue(narrow.seen.size() >= FRAMES_PER_SECOND);
    assertEquals(narrow.seen.size(), wide.seen.size(), "High covers Constrained Baseline");
  }

  private void play(int profileLevelId, int frames) {
    for (int i = 0; i < frames; i++) {
      shard.now = LiveStream.arrivalNanos(frame);
      var unit = TestStream.picture(frame * LiveStream.FRAME_TICKS, i == 0, 200);
      unit.setFormat(TestStream.h264(profileLevelId)).setArrival(shard.now);
      TestStream.write(source, () -> source.append(unit));
      frame++;
      shard.run();
      while (shard.runSoon()) {
        shard.run();
      }
      if (i % 6 == 5) {
        shard.host.tick();
        shard.run();
      }
    }
  }

  private void swap() {
    source = TestStream.open(live.streams, "live");
    TestStream.write(source, () -> source.setTracks(TestStream.BOTH));
  }

  private long ended(EndReason reason) {
    return shard.sessions.counters().of(reason);
  }

  @Test
  void onlyTheViewerThatCannotPlayItIsSentAwayAndItMayComeBack() throws Exception {
    int before = narrow.seen.size();
    swap();
    play(HIGH, FRAMES_PER_SECOND - 1);
    assertTrue(narrow.session.outgrown(), "the event reconnect comes before the end");
    assertFalse(wide.session.outgrown());
    assertFalse(narrow.session.ended());
    play(HIGH, FRAMES_PER_SECOND);
    assertTrue(narrow.session.ended());
    assertEquals(1, narrow.goodbyes);
    assertEquals(before, narrow.seen.size(), "no picture that it cannot decode");
    assertEquals(1, ended(EndReason.FORMAT_CHANGED));
    assertFalse(wide.session.ended());
    assertEquals(0, wide.goodbyes);
    assertTrue(wide.seen.size() >= before + 2 * FRAMES_PER_SECOND - 1);
    assertTrue(wide.gapless());
    assertEquals(1, shard.sessions.count());
    ShardViewer again = new ShardViewer(shard, live, new FickleBatchSender(), 1002, HIGH);
    play(HIGH, 2);
    assertFalse(again.seen.isEmpty(), "a new offer is answered at once");
  }

  @Test
  void aProfileThatComesBackInTimeEndsNothing() {
    swap();
    play(HIGH, FRAMES_PER_SECOND / 2);
    swap();
    play(CONSTRAINED_BASELINE, 2 * FRAMES_PER_SECOND);
    assertFalse(narrow.session.ended());
    assertFalse(narrow.session.outgrown());
    assertEquals(0, narrow.goodbyes + wide.goodbyes);
    assertTrue(narrow.gapless());
    assertEquals(0, ended(EndReason.FORMAT_CHANGED));
  }
}
