package dev.sluice.base.counters;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * One number for each constant of an enum, counted by any threads. For a single counting thread
 * {@link EnumCounters} is cheaper.
 *
 * @param <E> names the numbers
 */
// The ordinal is an index within this class only, never stored or sent.
@SuppressWarnings("EnumOrdinal")
public final class SharedEnumCounters<E extends Enum<E>> {
  private final Class<E> type;
  private final LongAdder[] counts;

  /**
   * All zero.
   *
   * @param type the enum
   */
  public SharedEnumCounters(Class<E> type) {
    this.type = type;
    this.counts = new LongAdder[type.getEnumConstants().length];
    Arrays.setAll(counts, index -> new LongAdder());
  }

  /** Counts one. */
  public void increment(E counter) {
    counts[counter.ordinal()].increment();
  }

  /** Counts {@code increase} at once. */
  public void add(E counter, long increase) {
    counts[counter.ordinal()].add(increase);
  }

  /** The count so far. */
  public long get(E counter) {
    return counts[counter.ordinal()].sum();
  }

  /** All counts, those at zero too, under the constants' names in lower case. */
  public Map<String, Long> byName() {
    return EnumCounts.of(type, this::get);
  }
}
