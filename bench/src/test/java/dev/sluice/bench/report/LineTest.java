package dev.sluice.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LineTest {
  @Test
  void pointsOnALine() {
    Line line = Line.through(new double[] {1, 100, 250, 500}, new double[] {5, 203, 503, 1003});
    assertEquals(2, line.slope(), 1e-9);
    assertEquals(3, line.intercept(), 1e-9);
    assertEquals(1, line.rSquared(), 1e-12);
  }

  /** Calculated by hand: x deviates by -1.5, -.5, .5, 1.5; Sxx 5, Sxy 7, Syy 10.75. */
  @Test
  void pointsBesideALine() {
    Line line = Line.through(new double[] {1, 2, 3, 4}, new double[] {1, 4, 4, 5.5});
    assertEquals(1.35, line.slope(), 1e-9);
    assertEquals(0.25, line.intercept(), 1e-9);
    assertEquals(6.75 * 6.75 / (5 * 10.6875), line.rSquared(), 1e-9);
  }
}
