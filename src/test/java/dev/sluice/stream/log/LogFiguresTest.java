package dev.sluice.stream.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.stream.TestStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of 25 pictures a second with a key picture each second. */
class LogFiguresTest {
  private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
  private static final long FRAME_TICKS = 3600;
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int CONTENT_BYTES = 504;

  private final TrackLog log =
      new TrackLog(
          Track.VIDEO,
          LogLimits.video(1 << 20, 30 * 90_000L),
          new SlabPool(SlabPool.USUAL_SLAB_BYTES, 1 << 20));

  private void append(int frame, long lateNanos, boolean damaged) {
    AccessUnit unit =
        TestStream.picture(frame * FRAME_TICKS, frame % 25 == 0, CONTENT_BYTES - 4)
            .setArrival(frame * FRAME_NANOS + lateNanos)
            .setDamaged(damaged);
    assertTrue(
        log.append(0, 0, unit, new GrowableBytes(0, 0), TestStream.onePacket(CONTENT_BYTES)));
  }

  private LogFigures at(long nowNanos) {
    return LogFigures.of(log, WINDOW_NANOS, nowNanos);
  }

  @Test
  void anEmptyLogHasNone() {
    assertEquals(LogFigures.NONE, at(7));
    assertEquals(0, LogFigures.NONE.unitsPerSecond());
    assertEquals(0, LogFigures.NONE.bitsPerSecond());
  }

  @Test
  void aSteadySourceHasItsRateAndNoJitter() {
    for (int i = 0; i <= 400; i++) {
      append(i, 0, i == 390);
    }
    LogFigures figures = at(400 * FRAME_NANOS);
    assertEquals(25.0, figures.unitsPerSecond());
    assertEquals(25 * CONTENT_BYTES * 8, figures.bitsPerSecond());
    assertEquals(1, figures.damaged());
    assertEquals(90_000, figures.keyDistanceTicks90k());
    assertEquals(25, figures.keyDistanceUnits());
    assertEquals(0, figures.jitterNanos());
    assertEquals(400 * FRAME_TICKS, figures.newestPtsTicks90k());
    assertEquals(400 * FRAME_NANOS, figures.newestArrivalNanos());
  }

  @Test
  void aSourceThatHasJustBegunIsMeasuredSinceItsBegin() {
    for (int i = 0; i < 25; i++) {
      append(i, 0, false);
    }
    LogFigures figures = at(25 * FRAME_NANOS);
    assertEquals(25.0, figures.unitsPerSecond());
    assertEquals(0, figures.keyDistanceUnits());
  }

  @Test
  void aSilentSourceHasARateOfZero() {
    for (int i = 0; i < 200; i++) {
      append(i, 0, false);
    }
    LogFigures figures = at(200 * FRAME_NANOS + 2 * WINDOW_NANOS);
    assertEquals(0, figures.units());
    assertEquals(0, figures.unitsPerSecond());
    assertEquals(25, figures.keyDistanceUnits());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5, 20})
  void jitterIsTheVariationOfTheArrival(long millis) {
    for (int i = 0; i <= 400; i++) {
      append(i, i % 2 == 0 ? 0 : TimeUnit.MILLISECONDS.toNanos(millis), false);
    }
    assertEquals(millis, at(400 * FRAME_NANOS).jitterNanos() / 1e6, 0.02 * millis);
  }
}
