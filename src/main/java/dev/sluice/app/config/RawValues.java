package dev.sluice.app.config;

import java.util.HashMap;
import java.util.Map;

/** Values as they are written, by key, with the place where each was found. */
final class RawValues {
  private final Map<ConfigKey<?>, Written> values = new HashMap<>();

  /** A later value replaces an earlier one. */
  void put(ConfigKey<?> key, String text, String writtenIn) {
    values.put(key, new Written(text, writtenIn));
  }

  <T> T get(ConfigKey<T> key) throws ConfigException {
    Written written = values.getOrDefault(key, new Written(key.defaultText(), " by default"));
    return key.parse(written.text, written.writtenIn);
  }

  private record Written(String text, String writtenIn) {}
}
