package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleCollectionTest {
  private boolean used;
  private int collections;
  private final IdleCollection idle = new IdleCollection(() -> used, () -> collections++);

  private void look(int fromSeconds, int toSeconds) {
    for (int second = fromSeconds; second < toSeconds; second++) {
      idle.look(Duration.ofSeconds(second).toNanos());
    }
  }

  @Test
  void aServiceThatWasNotUsedHasNothingToCollect() {
    look(0, 100);
    assertEquals(0, collections);
  }

  @Test
  void collectsOnceAfterTenIdleSeconds() {
    used = true;
    look(0, 100);
    used = false;
    look(100, 109);
    assertEquals(0, collections);
    look(109, 200);
    assertEquals(1, collections);
    used = true;
    look(200, 201);
    used = false;
    look(201, 300);
    assertEquals(2, collections);
  }

  @Test
  void aShortPauseIsNoIdleness() {
    for (int begin = 0; begin < 100; begin += 10) {
      used = true;
      look(begin, begin + 2);
      used = false;
      look(begin + 2, begin + 10);
    }
    assertEquals(0, collections);
  }
}
