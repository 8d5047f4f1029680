package dev.sluice.base.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Wraparound: the 2^33 edge of source stamps, the 2^32 edge of RTP time, in both directions. */
class RtpTimeWrapTest {
  private static final long PERIOD_33 = 1L << 33;

  @Test
  void unwrapsForwardAcrossTheEdge() {
    StampUnwrapper unwrapper = new StampUnwrapper(33);
    assertEquals(PERIOD_33 - 3000, unwrapper.unwrap(PERIOD_33 - 3000));
    assertEquals(PERIOD_33, unwrapper.unwrap(0));
    assertEquals(PERIOD_33 + 3000, unwrapper.unwrap(3000));
  }

  @Test
  void unwrapsBackwardAcrossTheEdgeAsBFramesDo() {
    StampUnwrapper unwrapper = new StampUnwrapper(33);
    long[] stamps = {PERIOD_33 - 6000, 3000, PERIOD_33 - 3000, 0, 9000, 6000};
    long[] expected = {0, 9000, 3000, 6000, 15_000, 12_000};
    for (int i = 0; i < stamps.length; i++) {
      assertEquals(expected[i], unwrapper.unwrap(stamps[i]) - (PERIOD_33 - 6000), "stamp " + i);
    }
  }

  @Test
  void goesBelowZeroWhenTheFirstStampsAreAtTheEdge() {
    StampUnwrapper unwrapper = new StampUnwrapper(33);
    unwrapper.unwrap(0);
    assertEquals(-3000, unwrapper.unwrap(PERIOD_33 - 3000));
  }

  @Property
  void anyWalkOfSmallStepsComesOutAsItWentIn(@ForAll int[] steps, @ForAll long start) {
    StampUnwrapper unwrapper = new StampUnwrapper(33);
    long position = start >> 2;
    long offset = unwrapper.unwrap(position & PERIOD_33 - 1) - position;
    for (int step : steps) {
      position += step;
      assertEquals(position + offset, unwrapper.unwrap(position & PERIOD_33 - 1));
    }
  }

  /** Why the plain cast is wrong: a 26.5 hour period is no multiple of 2^32 ticks of 48 kHz. */
  @Test
  void audioGoesOnAcrossThe33BitEdgeWhereAPlainCastJumps() {
    long before = PERIOD_33 - 1800;
    StampUnwrapper unwrapper = new StampUnwrapper(33);
    int first = RtpTime.audio48k(unwrapper.unwrap(before), 7);
    int second = RtpTime.audio48k(unwrapper.unwrap(0), 7);
    assertEquals(960, second - first, "20 ms are 960 samples");
    int castFirst = (int) (before * 8 / 15);
    int castSecond = (int) (0L * 8 / 15);
    assertNotEquals(960, castSecond - castFirst, "a cast of the wrapping stamp");
  }

  @Test
  void videoAndAudioWrapAt32BitsByModulo() {
    int near = -1500;
    long videoStart = 0xFFFF_FFFFL - 1499;
    assertEquals(near, RtpTime.video90k(videoStart, 0));
    assertEquals(1500, RtpTime.video90k(videoStart + 3000, 0));
    long audioTicks = (0xFFFF_FFFFL + 1) * 15 / 8;
    assertEquals(-960, RtpTime.audio48k(audioTicks - 1800, 0));
    assertEquals(0, RtpTime.audio48k(audioTicks, 0));
  }

  @Property
  void audioNeverDriftsFromVideoByMoreThanOneTick(
      @ForAll @LongRange(min = 0, max = 1L << 50) long ticks, @ForAll int offset) {
    int samples = RtpTime.audio48k(ticks + 90_000, offset) - RtpTime.audio48k(ticks, offset);
    assertEquals(48_000, samples);
    int oneMilli = RtpTime.audio48k(ticks + 90, offset) - RtpTime.audio48k(ticks, offset);
    assertEquals(48, oneMilli);
  }
}
