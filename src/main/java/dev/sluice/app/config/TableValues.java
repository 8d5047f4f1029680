package dev.sluice.app.config;

import dev.sluice.base.settings.SettingType;
import dev.sluice.base.settings.SettingsKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of a file that belong to tables: keys below a declared one, with names of their own.
 */
final class TableValues {
  private final Map<SettingsKey<?>, List<String>> lines = new LinkedHashMap<>();

  /**
   * @param declared all keys, among them those of tables
   */
  TableValues(Collection<SettingsKey<?>> declared) {
    declared.stream()
        .filter(key -> key.type().shape() == SettingType.Shape.TABLE)
        .forEach(key -> lines.put(key, new ArrayList<>()));
  }

  /** Takes an entry that belongs to a table; false for any other. */
  boolean take(String path, YamlFile.Leaf leaf) {
    for (Map.Entry<SettingsKey<?>, List<String>> table : lines.entrySet()) {
      String prefix = table.getKey().path() + ".";
      if (path.startsWith(prefix)) {
        String name = path.substring(prefix.length());
        leaf.elements().forEach(value -> table.getValue().add(name + "=" + value));
        return true;
      }
    }
    return false;
  }

  /** Passes on the tables that have entries. */
  void putInto(WrittenValues values, String origin) {
    lines.forEach(
        (key, text) -> {
          if (!text.isEmpty()) {
            values.put(key, String.join("\n", text), origin);
          }
        });
  }
}
