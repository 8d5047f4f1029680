package dev.sluice.container.mpegts;

import java.util.EnumMap;
import java.util.Map;

/**
 * One number for each {@link TsCounter}. Written by the demuxer's thread alone; other threads may
 * read, and see numbers that lag a little.
 */
// An index within this class only, never stored or sent; one increment for each packet.
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

  /** The count so far. */
  public long get(TsCounter counter) {
    return counts[counter.ordinal()];
  }

  /** A copy of all counts that are not zero. */
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
