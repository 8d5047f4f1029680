package dev.sluice.ingest.ts;

import java.util.EnumMap;
import java.util.Map;

/**
 * One number for each {@link IngestCounter}. Written under the stream writer's lock; other threads
 * may read, and see numbers that lag a little.
 */
// An index within this class only, never stored or sent.
@SuppressWarnings("EnumOrdinal")
public final class IngestCounters {
  private static final IngestCounter[] ALL = IngestCounter.values();

  private final long[] counts = new long[ALL.length];

  void increment(IngestCounter counter) {
    counts[counter.ordinal()]++;
  }

  /** The count so far. */
  public long get(IngestCounter counter) {
    return counts[counter.ordinal()];
  }

  /** A copy of all counts that are not zero. */
  public Map<IngestCounter, Long> snapshot() {
    Map<IngestCounter, Long> copy = new EnumMap<>(IngestCounter.class);
    for (IngestCounter counter : ALL) {
      if (get(counter) != 0) {
        copy.put(counter, get(counter));
      }
    }
    return copy;
  }
}
