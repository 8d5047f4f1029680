package dev.sluice.api.observe;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Converts counters by enum constant to counters by label. */
final class EnumCounts {
  private EnumCounts() {}

  /** Includes constants at zero, so that rates can be computed from the start. */
  static <E extends Enum<E>> Map<String, Long> of(Class<E> type, ToLongFunction<E> count) {
    Map<String, Long> counts = new TreeMap<>();
    for (E constant : type.getEnumConstants()) {
      counts.put(constant.name().toLowerCase(Locale.ROOT), count.applyAsLong(constant));
    }
    return counts;
  }
}
