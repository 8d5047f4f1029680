package dev.sluice.base.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ClockArithmeticTest {
  @Test
  void convertsBetweenClocks() {
    assertEquals(90_000, Ticks90k.ofNanos(1_000_000_000));
    assertEquals(-90, Ticks90k.ofNanos(-1_000_000));
    assertEquals(1_000_000_000, Ticks90k.toNanos(90_000));
    assertEquals(1800, Ticks90k.ofSamples48k(960));
    assertEquals(20, Ticks90k.toMillis(1800));
    assertEquals(1800, Ticks90k.ofMillis(20));
  }

  @Property
  void nanosSurviveTheWayThereAndBackWithinATick(
      @ForAll @LongRange(min = -(1L << 62), max = 1L << 62) long nanos) {
    long back = Ticks90k.toNanos(Ticks90k.ofNanos(nanos));
    assertEquals(0, (nanos - back) / 11_112, "less than a tick of 11,111.1 ns is lost");
  }

  @Test
  void ntpTimeOfTheUnixEpochAndOfHalfASecondLater() {
    assertEquals(2_208_988_800L << 32, NtpTime.ofTicks90k(0));
    assertEquals((2_208_988_800L << 32) + 0x8000_0000L, NtpTime.ofTicks90k(45_000));
    assertEquals(0x3456_789A, NtpTime.middle32(0x1234_3456_789A_BCDEL));
  }
}
