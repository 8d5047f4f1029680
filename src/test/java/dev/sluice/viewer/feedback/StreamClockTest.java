package dev.sluice.viewer.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Track;
import dev.sluice.testviewer.LiveStream;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamClockTest {
  private static final long SECOND = 1_000_000_000;
  private static final long TICKS = 90_000;
  private static final int FRAMES = 30;

  private LiveStream live;
  private StreamClock clock;

  @BeforeEach
  void start() throws Exception {
    live = new LiveStream(1 << 20);
    clock = new StreamClock(Objects.requireNonNull(live.stream.log(Track.VIDEO)));
  }

  @Test
  void itIsUnknownBeforeTheFirstPicture() {
    assertEquals(StreamClock.UNKNOWN, clock.ticks90k(0));
  }

  @Test
  void itGoesOnBetweenPictures() {
    live.appendVideo(0, true, 100, 0);
    long begin = clock.ticks90k(0);
    assertEquals(begin + 3 * TICKS, clock.ticks90k(3 * SECOND), TICKS * 3 / 100);
  }

  /** As after the process was stopped: what came meanwhile arrives at once, up to 3 s late. */
  @Test
  void lateArrivalsDoNotSetItBack() {
    live.appendVideo(0, true, 100, 0);
    long begin = clock.ticks90k(0);
    long before = begin;
    for (int frame = 1; frame <= 3 * FRAMES; frame++) {
      live.appendVideo(frame, false, 100, 3 * SECOND);
      long now = clock.ticks90k(3 * SECOND);
      assertTrue(now >= before, "picture " + frame);
      before = now;
    }
    assertEquals(begin + 3 * TICKS, before, TICKS * 3 / 100);
  }

  @Test
  void itFollowsASourceThatStaysLate() {
    live.appendVideo(0, true, 100, 0);
    long begin = clock.ticks90k(0);
    for (int second = 1; second <= 30; second++) {
      live.appendVideo(second * FRAMES, false, 100, second * SECOND + SECOND / 10);
      clock.ticks90k(second * SECOND + SECOND / 10);
    }
    assertEquals(begin + 30 * TICKS, clock.ticks90k(30 * SECOND + SECOND / 10), TICKS / 1000);
  }
}
