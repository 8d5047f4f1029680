package dev.sluice.base.counters;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Converts counts by enum constant to counts by the constants' names in lower case. */
public final class EnumCounts {
  private EnumCounts() {}

  /** Includes constants at zero, so that rates can be computed from the start. */
  public static <E extends Enum<E>> Map<String, Long> of(Class<E> type, ToLongFunction<E> count) {
    Map<String, Long> counts = new TreeMap<>();
    for (E constant : type.getEnumConstants()) {
      counts.put(EnumCounters.label(constant), count.applyAsLong(constant));
    }
    return counts;
  }
}
