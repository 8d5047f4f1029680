package dev.sluice.app.config;

import java.util.stream.Collectors;

/** The keys as a table for people. */
public final class ConfigTable {
  private ConfigTable() {}

  /** A Markdown table of every key: path, environment name, default, what is allowed, purpose. */
  public static String markdown() {
    return ConfigKeys.ALL.stream()
        .map(ConfigTable::row)
        .collect(
            Collectors.joining(
                "\n",
                "| Key | Environment | Default | Allowed | For |\n|---|---|---|---|---|\n",
                "\n"));
  }

  private static String row(ConfigKey<?> key) {
    return "| `%s` | `%s` | %s | %s | %s |"
        .formatted(
            key.path(),
            key.environmentName(),
            key.defaultText().isEmpty() ? "" : "`" + key.defaultText() + "`",
            key.type().allowed(),
            key.doc());
  }
}
