package dev.sluice.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ViewerCostTest {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;

  /** A stream costs 20 ms a second, a packet 5 us, and each joining viewer 3 ms. */
  @Test
  void packetsThatFlowMeanwhileAreTakenOff() {
    Span one = new Span(5, 5 * 300, 5 * 20 * MILLI + 5 * 300 * 5 * MICRO);
    Span crowd = new Span(4, 4 * 30_000, 4 * 20 * MILLI + 4 * 30_000 * 5 * MICRO);
    Span coming =
        new Span(1.5, 40_000, (long) (1.5 * 20 * MILLI) + 40_000 * 5 * MICRO + 99 * 3 * MILLI);
    ViewerCost cost = ViewerCost.of("sluice", 99, one, crowd, coming);
    assertEquals(3, cost.setupCpuMillis(), 1e-6);
    assertEquals(99, cost.viewers());
  }

  @Test
  void wherePacketsCostNothingAllIsTheComers() {
    Span one = new Span(5, 1500, 0);
    Span crowd = new Span(5, 150_000, 0);
    Span coming = new Span(2, 50_000, 10 * MILLI);
    assertEquals(1, ViewerCost.of("peer", 10, one, crowd, coming).setupCpuMillis(), 1e-9);
  }
}
