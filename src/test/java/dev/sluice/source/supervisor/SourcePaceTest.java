package dev.sluice.source.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.time.Ticks90k;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file at full speed is slowed down to real time, and a live source never waits. */
class SourcePaceTest {
  private static final long MILLI = 1_000_000;
  private static final long PICTURE_MILLIS = 40;

  private final SourcePace pace = new SourcePace(Duration.ofSeconds(10));
  private long nowNanos = 5_000 * MILLI;
  private long streamMillis = 1_000_000;
  private long waitedMillis;

  /** One picture that arrives some time after the one before; waits as the pusher's thread does. */
  private void picture(double arrivalMillis) {
    nowNanos += (long) (arrivalMillis * MILLI);
    streamMillis += PICTURE_MILLIS;
    long delay = pace.delayNanos(Ticks90k.ofMillis(streamMillis), nowNanos);
    waitedMillis += delay / MILLI;
    nowNanos += delay;
  }

  private void pictures(int count, double arrivalMillis) {
    for (int i = 0; i < count; i++) {
      picture(arrivalMillis);
    }
  }

  @Test
  void aFileAtFullSpeedIsSlowedDownToRealTimeAfterItsLead() {
    long begin = nowNanos;
    pictures(60 * 25, 0.1);
    long tookMillis = (nowNanos - begin) / MILLI;
    assertTrue(pace.ahead());
    assertTrue(tookMillis > 49_000 && tookMillis < 51_000, "60 s took " + tookMillis + " ms");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.999, 1.001, 0.85, 1.2})
  void aLiveSourceWithAWrongClockNeverWaits(double speed) {
    pictures(25 * 3600, PICTURE_MILLIS / speed);
    assertEquals(0, waitedMillis);
  }

  @Test
  void aLiveSourceWithJitterNeverWaits() {
    Random random = new Random(22);
    for (int i = 0; i < 25 * 600; i++) {
      picture(random.nextInt(10) == 0 ? 10 * PICTURE_MILLIS : 0);
    }
    assertEquals(0, waitedMillis);
  }

  @Test
  void theLeadIsWhatIsNotDueYet() {
    assertEquals(0, pace.leadNanos(nowNanos));
    pictures(5 * 25, 0.1);
    long leadMillis = pace.leadNanos(nowNanos) / MILLI;
    assertTrue(leadMillis > 4900 && leadMillis < 5000, leadMillis + " ms");
    assertEquals(0, pace.leadNanos(nowNanos + 5000 * MILLI));
    pictures(20 * 25, 0.1);
    leadMillis = pace.leadNanos(nowNanos) / MILLI;
    assertTrue(leadMillis > 9900 && leadMillis <= 10_100, leadMillis + " ms");
    pictures(25 * 60, PICTURE_MILLIS);
    assertTrue(pace.leadNanos(nowNanos + 11_000 * MILLI) == 0);
  }

  @Test
  void aLiveSourceHasNoLead() {
    pictures(25 * 60, PICTURE_MILLIS / 1.2);
    assertEquals(0, pace.leadNanos(nowNanos));
  }

  @Test
  void aBacklogAfterAStallComesAtOnce() {
    pictures(25 * 60, PICTURE_MILLIS);
    picture(30_000);
    pictures(25 * 30, 0.1);
    pictures(25 * 60, PICTURE_MILLIS);
    assertEquals(0, waitedMillis);
  }

  @Test
  void theLastPicturesBeforeTheBeginMayComeAtOnce() {
    pictures(25 * 9, 0.1);
    pictures(25 * 600, PICTURE_MILLIS);
    assertEquals(0, waitedMillis);
  }

  @Test
  void aSourceThatTurnsOutToBeLiveIsLeftAlone() {
    pictures(25 * 20, 0.1);
    assertTrue(pace.ahead());
    pictures(25 * 10, 2 * PICTURE_MILLIS);
    assertFalse(pace.ahead());
    waitedMillis = 0;
    pictures(25 * 600, PICTURE_MILLIS);
    assertEquals(0, waitedMillis);
  }

  @Test
  void zeroNeverWaits() {
    SourcePace off = new SourcePace(Duration.ZERO);
    for (int i = 0; i < 10_000; i++) {
      assertEquals(0, off.delayNanos(Ticks90k.ofMillis(i * PICTURE_MILLIS), 0));
    }
  }
}
