package dev.sluice.container.mpegts;

import java.util.EnumMap;
import java.util.Map;

/**
 * The values of all {@link TsCounter}s. Only the demuxer's thread writes; other threads may read
 * slightly stale values.
 */
// The ordinal is an index within this class only, never stored or sent.
@SuppressWarnings("EnumOrdinal")
public final class TsCounters {
  private static final TsCounter[] ALL = TsCounter.values();

  private final long[] counts = new long[ALL.length];

  void increment(TsCounter counter) {
    counts[counter.ordinal()]++;
  }

  void add(TsCounter counter, long count) {
    counts[counter.ordinal()] += count;
  }

  /** The current value. */
  public long get(TsCounter counter) {
    return counts[counter.ordinal()];
  }

  /** A copy of all values other than zero. */
  public Map<TsCounter, Long> snapshot() {
    Map<TsCounter, Long> copy = new EnumMap<>(TsCounter.class);
    for (TsCounter counter : ALL) {
      if (get(counter) != 0) {
        copy.put(counter, get(counter));
      }
    }
    return copy;
  }
}
