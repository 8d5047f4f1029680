package dev.sluice.bench.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RtpStreamTest {
  private static final int SSRC = 0xCAFE;
  private final SwarmCounters counters = new SwarmCounters();
  private final RtpStream stream = new RtpStream(counters);

  /** Few packets, so that one in a million is a fraction of a packet. */
  @BeforeEach
  void somePackets() {
    counters.packet(100);
  }

  private long accept(int sequence) {
    return stream.accept(SSRC, sequence & 0xFFFF, sequence * 10);
  }

  private void assertCounts(long lost, long late, long faulty) {
    SwarmCounters.Totals totals = counters.totals();
    assertEquals(lost, totals.lost(), "lost");
    assertEquals(late, totals.late(), "late");
    assertEquals(faulty, totals.faulty(), "faulty");
    assertEquals(lost + late + faulty == 0, totals.clean());
  }

  @Test
  void countsOnOverTheEdge() {
    for (int i = 65_000; i < 3 * 65_536 + 10; i++) {
      assertEquals(i, accept(i));
    }
    assertCounts(0, 0, 0);
    assertEquals(3 * 65_536 + 9, stream.lastIndex());
  }

  @Test
  void aGapIsAsManyAsAreMissing() {
    accept(65_530);
    assertEquals(65_541, accept(65_541));
    assertCounts(10, 0, 0);
  }

  @Test
  void whatComesTwiceIsLate() {
    accept(1);
    accept(2);
    accept(2);
    assertCounts(0, 1, 0);
  }

  /** A reordered packet first counts as lost: it voids the span either way. */
  @Test
  void whatIsOvertakenIsLate() {
    accept(65_535);
    accept(65_537);
    assertEquals(65_536, stream.accept(SSRC, 0, 655_370));
    assertCounts(1, 1, 0);
  }

  @Test
  void timeDoesNotGoBack() {
    stream.accept(SSRC, 1, Integer.MAX_VALUE);
    stream.accept(SSRC, 2, Integer.MIN_VALUE);
    assertCounts(0, 0, 0);
    stream.accept(SSRC, 3, Integer.MAX_VALUE);
    assertCounts(0, 0, 1);
  }

  @Test
  void theSourceStaysTheSame() {
    accept(1);
    stream.accept(SSRC + 1, 2, 20);
    assertCounts(0, 0, 1);
  }

  @Test
  void oneInAMillionIsForgiven() {
    assertTrue(new SwarmCounters.Totals(2_000_000, 0, 2, 0, 0, 0, 0, 0).clean());
    assertTrue(new SwarmCounters.Totals(2_000_000, 0, 1, 1, 0, 0, 0, 0).clean());
    assertFalse(new SwarmCounters.Totals(2_000_000, 0, 2, 1, 0, 0, 0, 0).clean());
    assertFalse(new SwarmCounters.Totals(999_999, 0, 1, 0, 0, 0, 0, 0).clean());
  }
}
