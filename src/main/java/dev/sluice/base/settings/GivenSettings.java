package dev.sluice.base.settings;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Settings given in code by the path of their key. All others have their default. */
public final class GivenSettings implements SettingsSource {
  private final Map<String, ?> values;
  private final Set<String> read = new HashSet<>();

  private GivenSettings(Map<String, ?> values) {
    this.values = values;
  }

  /**
   * Reads a group. The values are of the type of their field and are not limited to the range that
   * is allowed in a file: a duration of {@code stallSeconds} may be 50 ms.
   *
   * @param group constructor of the group
   * @param values by path
   * @throws IllegalArgumentException if the group has no such key or refuses the values
   */
  public static <G> G of(SettingsGroup.Constructor<G> group, Map<String, ?> values) {
    GivenSettings given = new GivenSettings(values);
    G settings;
    try {
      settings = group.read(given);
    } catch (SettingsException e) {
      throw new IllegalArgumentException(e);
    }
    if (!given.read.containsAll(values.keySet())) {
      throw new IllegalArgumentException(values.keySet() + " are not all keys of this group");
    }
    return settings;
  }

  /** Reads a group with the defaults of all its keys. */
  public static <G> G defaults(SettingsGroup.Constructor<G> group) {
    return of(group, Map.of());
  }

  @Override
  public <T> T value(SettingsKey<T> key) throws SettingsException {
    read.add(key.path());
    Object given = values.get(key.path());
    if (given == null) {
      return key.parse(key.defaultText(), " by default");
    }
    @SuppressWarnings("unchecked") // A value of the wrong type fails where the field is assigned.
    T value = (T) given;
    return value;
  }

  @Override
  public void warn(String sentence) {
    // Warnings concern configuration files only.
  }
}
