package dev.sluice.base.counters;

import java.util.Locale;
import java.util.Map;

/**
 * One number for each constant of an enum. One thread at a time counts. Other threads may read
 * slightly stale values.
 *
 * @param <E> names the numbers
 */
// The ordinal is an index within this class only, never stored or sent.
@SuppressWarnings("EnumOrdinal")
public final class EnumCounters<E extends Enum<E>> {
  private final E[] constants;
  private final long[] counts;

  /**
   * All zero.
   *
   * @param type the enum
   */
  public EnumCounters(Class<E> type) {
    constants = type.getEnumConstants();
    counts = new long[constants.length];
  }

  /** Counts one. */
  public void increment(E counter) {
    counts[counter.ordinal()]++;
  }

  /** Counts {@code increase} at once. */
  public void add(E counter, long increase) {
    counts[counter.ordinal()] += increase;
  }

  /** The count so far. */
  public long get(E counter) {
    return counts[counter.ordinal()];
  }

  /** Adds all counts of {@code other} to these. */
  public void addAll(EnumCounters<E> other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** The name of a counter in the API and in the metrics: that of the constant in lower case. */
  public static String label(Enum<?> counter) {
    return counter.name().toLowerCase(Locale.ROOT);
  }

  /** Adds all counts above zero to {@code into}, under the constants' names in lower case. */
  public void addTo(Map<String, Long> into) {
    for (E counter : constants) {
      long count = counts[counter.ordinal()];
      if (count != 0) {
        into.merge(label(counter), count, Long::sum);
      }
    }
  }
}
