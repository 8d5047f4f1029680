package dev.sluice.bench.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DelayWindowTest {
  @Test
  void takesWhatIsDueInTheSpanWheneverItArrives() {
    DelayWindow window = new DelayWindow(1000, 2000);
    window.record(999, 1500);
    window.record(1000, 1400);
    window.record(1999, 500_000);
    window.record(2000, 2100);
    assertEquals(2, window.delayNanos().getTotalCount());
    assertEquals(400, window.delayNanos().getMinValue());
    assertEquals(498_001, window.delayNanos().getMaxValue(), 500);
  }

  @Test
  void whatArrivesBeforeItIsDueHasNoDelay() {
    DelayWindow window = new DelayWindow(1000, 2000);
    window.record(1500, 1400);
    assertEquals(0, window.delayNanos().getMaxValue());
  }

  @Test
  void noneTakesNothing() {
    DelayWindow none = DelayWindow.none();
    none.record(0, 1);
    none.record(Long.MAX_VALUE, 1);
    assertEquals(0, none.delayNanos().getTotalCount());
  }
}
