package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.app.warmup.WarmUp;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WarmUpTest {
  @Test
  void itsViewersGetTheirMedia() throws InterruptedException {
    try (WarmUp warmUp = new WarmUp(12, WarmUpService::start, () -> false, () -> true)) {
      assertTrue(warmUp.join(Duration.ofSeconds(40)));
      assertEquals(12, warmUp.connected());
    }
  }

  @Test
  void waitsWhileRealViewersConnectAndCanBeBrokenOff() {
    AtomicInteger asked = new AtomicInteger();
    try (WarmUp warmUp =
        new WarmUp(12, WarmUpService::start, () -> asked.incrementAndGet() > 0, () -> false)) {
      while (asked.get() < 3) {
        Thread.onSpinWait();
      }
      assertEquals(0, warmUp.connected());
    }
  }
}
