package dev.sluice.app.config;

import dev.sluice.base.settings.SettingType;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsKey;
import java.nio.file.Path;
import java.util.Map;

/** Reads a YAML file. */
final class FileValues {
  private FileValues() {}

  static void read(Path file, DeclaredKeys declared, WrittenValues into) throws SettingsException {
    Map<String, SettingsKey<?>> keys = declared.by(SettingsKey::path);
    TableValues tables = new TableValues(keys.values());
    for (Map.Entry<String, YamlFile.Leaf> entry : YamlFile.leaves(file).entrySet()) {
      SettingsKey<?> key = keys.get(entry.getKey());
      YamlFile.Leaf leaf = entry.getValue();
      if (key != null) {
        requireShape(file, key, leaf);
        into.put(key, leaf.text(), " (in " + file + ")");
      } else if (!tables.take(entry.getKey(), leaf)
          && !isEmptySection(entry.getKey(), leaf, keys)) {
        throw new SettingsException(
            FormerKeys.sentence(
                "The key %s in %s".formatted(entry.getKey(), file),
                entry.getKey(),
                keys.keySet(),
                path -> path));
      }
    }
    tables.putInto(into, " (in " + file + ")");
  }

  private static void requireShape(Path file, SettingsKey<?> key, YamlFile.Leaf leaf)
      throws SettingsException {
    if (leaf.list() && key.type().shape() != SettingType.Shape.LIST) {
      throw new SettingsException(
          "%s is a list (in %s), but allowed is %s: write it without brackets."
              .formatted(key.path(), file, key.type().allowed()));
    }
  }

  /** A section such as {@code public:} whose lines are all commented out. */
  private static boolean isEmptySection(
      String path, YamlFile.Leaf leaf, Map<String, SettingsKey<?>> keys) {
    return leaf.text().isEmpty()
        && !leaf.list()
        && keys.keySet().stream().anyMatch(known -> known.startsWith(path + "."));
  }
}
