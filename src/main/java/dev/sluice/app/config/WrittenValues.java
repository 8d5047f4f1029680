package dev.sluice.app.config;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsKey;
import dev.sluice.base.settings.SettingsSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of file and environment as text, each with its origin. */
final class WrittenValues implements SettingsSource {
  private final Map<String, Written> byPath = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  private record Written(String text, String origin) {}

  /** Adds a value, in place of an earlier one of the same key. */
  void put(SettingsKey<?> key, String text, String origin) {
    byPath.put(key.path(), new Written(text, origin));
  }

  @Override
  public <T> T value(SettingsKey<T> key) throws SettingsException {
    Written written =
        byPath.getOrDefault(key.path(), new Written(key.defaultText(), " by default"));
    return key.parse(written.text, written.origin);
  }

  @Override
  public void warn(String sentence) {
    warnings.add(sentence);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }
}
