package dev.sluice.app.config;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsKey;
import dev.sluice.base.settings.SettingsSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The keys of a group, found by reading the group with its defaults. */
final class DeclaredKeys implements SettingsSource {
  private final Map<String, SettingsKey<?>> byPath = new LinkedHashMap<>();

  private DeclaredKeys() {}

  static DeclaredKeys of(SettingsGroup.Constructor<?> group) {
    DeclaredKeys keys = new DeclaredKeys();
    try {
      Object unused = group.read(keys);
    } catch (SettingsException e) {
      throw new IllegalStateException("The defaults contradict each other.", e);
    }
    return keys;
  }

  @Override
  public <T> T value(SettingsKey<T> key) throws SettingsException {
    if (byPath.put(key.path(), key) != null) {
      throw new IllegalStateException(key.path() + " is declared twice.");
    }
    return key.parse(key.defaultText(), " by default");
  }

  @Override
  public void warn(String sentence) {
    throw new IllegalStateException("The defaults are warned about: " + sentence);
  }

  /** All keys, in the order of their declaration. */
  Collection<SettingsKey<?>> all() {
    return byPath.values();
  }

  /** All keys by one of their names. */
  Map<String, SettingsKey<?>> by(Function<SettingsKey<?>, String> name) {
    Map<String, SettingsKey<?>> named = new LinkedHashMap<>();
    all().forEach(key -> named.put(name.apply(key), key));
    return named;
  }
}
