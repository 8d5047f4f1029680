package dev.sluice.bench.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.stream.ExampleStream;
import dev.sluice.bench.stream.Schedule;
import org.junit.jupiter.api.Test;

class PictureWatchTest {
  private static final long START = 1_000_000_000L;
  private static final long LATE = 2_000_000;
  // An offset that makes the stamps wrap in the middle.
  private static final int RTP_OFFSET = -5 * ExampleStream.STEP_TICKS_90K;

  private final Schedule schedule = ExampleStream.schedule(30, START);
  private final SwarmCounters counters = new SwarmCounters();
  private final JoinTimes times = new JoinTimes();
  private final PictureWatch watch = new PictureWatch(schedule, counters, times);
  private final DelayWindow window = new DelayWindow(START, START, 1_000_000_000L, 1);

  private void show(int picture, byte[] payload) {
    int stamp = RTP_OFFSET + picture * ExampleStream.STEP_TICKS_90K;
    long arrived = schedule.frameDueNanos(picture) + LATE;
    watch.packet(stamp, arrived - 1);
    watch.lastPacket(stamp, arrived, payload, payload.length, window);
  }

  /** A decrypted payload: a fragment's two bytes of header, then the picture. */
  private static byte[] ending(int picture) {
    byte[] tail = ExampleStream.tail(picture);
    byte[] payload = new byte[tail.length + 2];
    System.arraycopy(tail, 0, payload, 2, tail.length);
    return payload;
  }

  @Test
  void knowsEveryPictureOnceItHasSeenOne() {
    show(3, ending(3));
    assertTrue(watch.anchored());
    for (int i = 4; i < 30; i++) {
      show(i, i % 7 == 0 ? ending(i) : new byte[0]);
    }
    assertEquals(0, counters.totals().strange());
    assertEquals(27, window.delayNanos().getTotalCount());
    assertEquals(LATE, window.delayNanos().getMaxValue(), LATE / 1000.0);
    assertEquals(LATE, window.delayNanos().getMinValue(), LATE / 1000.0);
  }

  @Test
  void waitsForBytesToKnowTheFirstBy() {
    show(0, new byte[0]);
    show(1, new byte[11]);
    assertFalse(watch.anchored());
    assertEquals(0, window.delayNanos().getTotalCount());
  }

  @Test
  void aPictureWithOtherBytesIsStrange() {
    show(3, ending(3));
    show(4, ending(5));
    assertEquals(1, counters.totals().strange());
  }

  @Test
  void aPictureOfNoMomentIsStrange() {
    show(3, ending(3));
    watch.lastPacket(RTP_OFFSET + 4 * 3000 + 1, START, new byte[0], 0, window);
    assertEquals(1, counters.totals().strange());
  }

  @Test
  void aFirstPictureThatIsNotInTheMaterialIsStrange() {
    show(3, new byte[40]);
    assertFalse(watch.anchored());
    assertEquals(1, counters.totals().strange());
  }

  /** The first picture was complete before a later one identified it. */
  @Test
  void theFirstKeyPictureIsTheFirstOfAll() {
    times.post(START);
    show(10, new byte[0]);
    show(11, ending(11));
    assertEquals(schedule.frameDueNanos(10) + LATE - START, times.keyPictureAfterNanos());
  }

  @Test
  void theFirstKeyPictureMayComeLater() {
    times.post(START);
    show(8, ending(8));
    show(9, new byte[0]);
    assertFalse(times.keyPicture().isDone());
    show(10, new byte[0]);
    assertEquals(schedule.frameDueNanos(10) + LATE - START, times.keyPictureAfterNanos());
  }
}
