package dev.sluice.bench.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static Spread of(double... values) {
    return new Spread(DoubleStream.of(values));
  }

  @Test
  void theMedianIsTheOneInTheMiddle() {
    assertEquals(2, of(3, 1, 2).median());
    assertEquals(2.5, of(4, 1, 2, 3).median());
    assertEquals(7, of(7).median());
    assertArrayEquals(new double[] {1, 2, 3}, of(3, 1, 2).values());
  }

  @Test
  void ofNothingThereIsNothing() {
    assertFalse(of().known());
    assertTrue(Double.isNaN(of().median()));
    assertEquals("not measured", of().text("ms"));
    assertEquals("not measured", Spread.number(Double.NaN));
  }

  @Test
  void textHasMedianLeastAndMost() {
    assertEquals("2.00 ms (1.00–300)", of(300, 1, 2).text("ms"));
    assertEquals("12.3 ms", of(12.34).text("ms"));
    assertEquals("2.00 KiB (1.00–3.00)", of(1024, 3072, 2048).dividedBy(1024).text("KiB"));
  }
}
