package dev.sluice.app.config;

import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The keys as a table for the documentation. */
public final class ConfigTable {
  private static final String HEAD =
      "| Key | Environment | Default | Allowed | For |\n|---|---|---|---|---|\n";

  private ConfigTable() {}

  /**
   * A Markdown table of every key: path, environment variable, default, allowed values, purpose.
   * Keys with the same first part are in one section, also if several features declare them.
   */
  public static String markdown(SettingsGroup.Constructor<?> group) {
    Map<String, List<SettingsKey<?>>> bySection =
        DeclaredKeys.of(group).all().stream()
            .collect(
                Collectors.groupingBy(
                    key -> key.path().split("\\.", 2)[0], LinkedHashMap::new, Collectors.toList()));
    return bySection.values().stream()
        .flatMap(List::stream)
        .map(ConfigTable::row)
        .collect(Collectors.joining("\n", HEAD, "\n"));
  }

  private static String row(SettingsKey<?> key) {
    return "| `%s` | `%s` | %s | %s | %s |"
        .formatted(
            key.path(),
            key.environmentName(),
            key.defaultText().isEmpty() ? "" : "`" + key.defaultText() + "`",
            key.type().allowed(),
            key.doc());
  }
}
