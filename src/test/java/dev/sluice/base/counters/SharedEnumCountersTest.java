package dev.sluice.base.counters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedEnumCountersTest {
  private enum Fault {
    TOO_LONG,
    TOO_SLOW
  }

  @Test
  void countsOfAllThreadsByName() throws Exception {
    SharedEnumCounters<Fault> counters = new SharedEnumCounters<>(Fault.class);
    Thread other = Thread.ofVirtual().start(() -> counters.increment(Fault.TOO_SLOW));
    counters.add(Fault.TOO_SLOW, 4);
    other.join();
    assertEquals(5, counters.get(Fault.TOO_SLOW));
    assertEquals(Map.of("too_long", 0L, "too_slow", 5L), counters.byName());
  }
}
