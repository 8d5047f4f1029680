package dev.sluice.bench.fresh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FreshResultTest {
  @Test
  void comparesTheFirstTenSecondsWithTheLastThird() {
    FreshResult result = Examples.fresh("sluice", 500, 300, 250, 240, 190, 210);
    assertEquals(400, result.first().cpuMillisPerSecond(), 1e-6);
    assertEquals(10, result.first().seconds(), 1e-6);
    assertEquals(200, result.steadyMillisPerSecond(), 1e-6);
    assertEquals(2, result.firstToSteady(), 1e-6);
    assertEquals(6, result.lost());
  }

  /** A second of 1000 ms of CPU, 200 of which are media at the cost of steady state. */
  @Test
  void setupIsTheCostOfComingWithoutTheMedia() {
    FreshResult result = Examples.fresh("sluice", 500, 300, 200);
    assertEquals((1000 - 200) / 100.0, result.setupMillis(), 1e-6);
  }

  @Test
  void oneSpanIsAllThereIs() {
    FreshResult result = Examples.fresh("sluice", 500);
    assertEquals(1, result.firstToSteady(), 1e-6);
  }
}
