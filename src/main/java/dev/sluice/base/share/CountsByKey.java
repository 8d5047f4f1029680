package dev.sluice.base.share;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A count for each key; a key whose count is 0 takes no memory. Thread-safe. */
public final class CountsByKey {
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  /** Increments a count and returns it. The empty key is not counted: always 0. */
  public int add(String key) {
    return key.isEmpty() ? 0 : counts.merge(key, 1, Integer::sum);
  }

  /** Decrements a count. */
  public void remove(String key) {
    counts.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
  }

  /** Number of keys with a count. */
  public int keys() {
    return counts.size();
  }
}
