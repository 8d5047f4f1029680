package dev.sluice.viewer.pacing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PathEstimateTest {
  private static final long CAP = 50_000_000;
  private static final long MILLI = 1_000_000;
  private static final long WINDOW = 100_000_000;

  private final PathEstimate path = PathEstimate.withFeedback(CAP);
  private long now;

  private void window(int sent, int asked) {
    now += WINDOW;
    path.sent(sent);
    path.asked(asked, now);
  }

  @Test
  void aFewPerCentAreNoSignOfAFullQueue() {
    for (int i = 0; i < 100; i++) {
      window(100, 5);
    }
    assertEquals(CAP, path.backlogBitsPerSecond());
    assertEquals(0.05, path.view().fractionLost(), 1e-9);
    assertTrue(path.lossy(now));
  }

  @Test
  void heavyLossBringsTheCapDownAndTimeWithoutLossUpAgain() {
    window(100, 40);
    assertEquals(40_000_000, path.backlogBitsPerSecond());
    for (int i = 0; i < 100; i++) {
      window(100, 100);
    }
    assertEquals(2_000_000, path.backlogBitsPerSecond(), "never to nothing");
    for (int i = 0; i < 100; i++) {
      window(100, 0);
    }
    assertEquals(CAP, path.backlogBitsPerSecond());
  }

  @Test
  void lossIsForgottenAfterTenSeconds() {
    assertFalse(path.lossy(now));
    path.reported(0.2, now);
    assertTrue(path.lossy(now + 9_000_000_000L));
    assertFalse(path.lossy(now + 11_000_000_000L));
    assertTrue(path.backlogBitsPerSecond() < CAP, "a report counts as well");
  }

  @Test
  void aFloodOfClaimsCountsForWhatWasSentAtMost() {
    path.sent(60);
    path.fedBack(0, 4096, now + WINDOW);
    assertEquals(1, path.view().fractionLost());
    assertEquals(4096, path.view().packetsLost());
    path.fedBack(0, 4096, now + 2 * WINDOW);
    assertEquals(CAP / 2, path.backlogBitsPerSecond(), "nothing was sent since");
  }

  @Test
  void withoutFeedbackEachLossOfTheFirstSecondHalvesTheCap() {
    PathEstimate slow = PathEstimate.withoutFeedback(CAP);
    slow.sending(0);
    slow.asked(1, 100 * MILLI);
    assertEquals(CAP / 2, slow.backlogBitsPerSecond());
    slow.asked(30, 149 * MILLI);
    assertEquals(CAP / 2, slow.backlogBitsPerSecond(), "the same burst");
    slow.asked(1, 150 * MILLI);
    assertEquals(CAP / 4, slow.backlogBitsPerSecond());
    slow.reported(0.01, 900 * MILLI);
    assertEquals(CAP / 8, slow.backlogBitsPerSecond());
    slow.asked(1, 1000 * MILLI);
    assertEquals(CAP / 8, slow.backlogBitsPerSecond(), "later, single losses are normal");
  }

  @Test
  void withFeedbackASingleLossSlowsNothing() {
    path.sending(0);
    path.asked(1, 10 * MILLI);
    path.reported(0.01, 500 * MILLI);
    assertEquals(CAP, path.backlogBitsPerSecond());
  }
}
