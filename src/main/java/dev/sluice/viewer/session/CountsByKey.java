package dev.sluice.viewer.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many there are of each key; a key of which there are none takes no memory. Thread-safe. */
public final class CountsByKey {
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  /** One more; how many there are now, always 0 for the empty key, which is not counted. */
  public int add(String key) {
    return key.isEmpty() ? 0 : counts.merge(key, 1, Integer::sum);
  }

  /** One fewer. */
  public void remove(String key) {
    counts.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
  }

  /** How many keys there are. */
  public int keys() {
    return counts.size();
  }
}
