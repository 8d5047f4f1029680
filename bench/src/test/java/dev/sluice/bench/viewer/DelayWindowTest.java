package dev.sluice.bench.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DelayWindowTest {
  @Test
  void takesWhatIsDueInTheSpanWheneverItArrives() {
    DelayWindow window = new DelayWindow(1000, 1000, 1000, 1);
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
    DelayWindow window = new DelayWindow(1000, 1000, 1000, 1);
    window.record(1500, 1400);
    assertEquals(0, window.delayNanos().getMaxValue());
  }

  /** A late picture counts in the span in which it was due, so that none hides a delay. */
  @Test
  void eachSpanTakesWhatIsDueInIt() {
    DelayWindow window = new DelayWindow(1500, 1000, 1000, 2);
    window.record(1499, 1600);
    window.record(1500, 9500);
    window.record(2000, 2010);
    window.record(2999, 3019);
    window.record(3000, 3010);
    assertEquals(1, window.spans().get(0).getTotalCount());
    assertEquals(8000, window.spans().get(0).getMaxValue(), 8);
    assertEquals(2, window.spans().get(1).getTotalCount());
    assertEquals(20, window.spans().get(1).getMaxValue());
  }

  @Test
  void noneTakesNothing() {
    DelayWindow none = DelayWindow.none();
    none.record(0, 1);
    none.record(Long.MAX_VALUE, 1);
    assertEquals(0, none.delayNanos().getTotalCount());
  }
}
