package dev.sluice.rtc.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.rtc.ice.SeenTransactions.Sighting;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

final class SeenTransactionsTest {
  private static final InetSocketAddress A = new InetSocketAddress("192.0.2.1", 1001);

  /** An address with the same hash code. */
  private static final InetSocketAddress B = new InetSocketAddress("192.0.2.2", 1000);

  private final SeenTransactions seen = new SeenTransactions();

  @Test
  void theLatestAreKnownWithTheirSource() {
    int all = 5 * SeenTransactions.LIMIT;
    for (int id = 0; id < all; id++) {
      InetSocketAddress from = id % 3 == 0 ? A : B;
      assertEquals(Sighting.FIRST, seen.note(id, from), "id " + id);
      int eldest = Math.max(0, id - SeenTransactions.LIMIT + 1);
      for (int known : new int[] {id, eldest, (id + eldest) / 2}) {
        InetSocketAddress source = known % 3 == 0 ? A : B;
        assertEquals(Sighting.AGAIN, seen.note(known, source), "id " + known);
        InetSocketAddress other = known % 3 == 0 ? B : A;
        assertEquals(Sighting.FROM_ELSEWHERE, seen.note(known, other), "id " + known);
      }
    }
    assertEquals(Sighting.FIRST, seen.note(0, B), "forgotten");
  }
}
