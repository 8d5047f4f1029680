package dev.sluice.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WarmUpResultTest {
  @Test
  void comparesTheFirstWithTheLast() {
    WarmUpResult.Builder crowds = new WarmUpResult.Builder("sluice");
    for (int i = 0; i < 8; i++) {
      crowds.crowd(100, (10 - i) * 100_000_000L, true);
    }
    crowds.crowd(100, 1, false);
    WarmUpResult result = crowds.build();
    assertEquals(800, result.viewers());
    assertEquals(1, result.failedCrowds());
    assertEquals(10, result.firstCpuMillis(), 1e-9);
    assertEquals(3, result.lastCpuMillis(), 1e-9);
  }

  @Test
  void nobodyCame() {
    WarmUpResult result = new WarmUpResult.Builder("peer").build();
    assertTrue(Double.isNaN(result.firstCpuMillis()));
    assertTrue(result.line().contains("not measured"), result.line());
  }
}
