package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testviewer.LiveStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process is stopped for three seconds while the source goes on. */
@Timeout(60)
class StandstillTest {
  private static final long MILLI = 1_000_000;
  private static final int FRAME_MILLIS = 33;
  private static final int STOPPED_FRAMES = 90;
  private static final int PICTURES_BETWEEN_KEYS = 60;

  private final TestShard shard = new TestShard();
  private LiveStream live;
  private ShardViewer viewer;
  private int frame;

  private void join() throws Exception {
    live = new LiveStream(8 << 20);
    viewer = new ShardViewer(shard, live, new FickleBatchSender(), 1000);
  }

  /** Appends a picture and its sound as if they had just arrived. */
  private void append() {
    live.appendVideo(frame, frame % PICTURES_BETWEEN_KEYS == 0, 500, shard.now);
    live.appendAudio(frame, shard.now);
    frame++;
  }

  private void live(int frames) {
    for (int i = 0; i < frames; i++) {
      shard.now += FRAME_MILLIS * MILLI;
      append();
      shard.runSoon();
      if (i % 6 == 0) {
        shard.host.tick();
      }
    }
  }

  private void settle() {
    while (shard.runSoon()) {
      shard.run();
    }
  }

  @Test
  void theViewerContinuesAtTheNewestKeyFrameAndAtTheNewestSound() throws Exception {
    join();
    live(100);
    int before = viewer.seen.size();
    shard.now += STOPPED_FRAMES * FRAME_MILLIS * MILLI;
    for (int i = 0; i < STOPPED_FRAMES; i++) {
      append();
    }
    shard.run();
    assertEquals(before, viewer.seen.size(), "more of the backlog may come");
    settle();
    // Key frames are numbers 120 and 180; the second has its parameter sets in a packet.
    int pictures = frame - 3 * PICTURES_BETWEEN_KEYS;
    assertEquals(before + pictures + 1, viewer.seen.size());
    assertTrue(viewer.gapless());
    live(10);
    assertEquals(before + pictures + 1 + 20, viewer.seen.size());
  }

  @Test
  void aShortHoleSkipsNothing() throws Exception {
    join();
    live(100);
    int before = viewer.seen.size();
    shard.now += 900 * MILLI;
    for (int i = 0; i < 27; i++) {
      append();
    }
    settle();
    assertTrue(viewer.seen.size() >= before + 54, "all pictures and all sound");
    assertTrue(viewer.gapless());
  }
}
