package dev.sluice.app.config;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsKey;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a YAML file. */
final class FileValues {
  private FileValues() {}

  static void read(Path file, DeclaredKeys declared, WrittenValues into) throws SettingsException {
    Map<String, SettingsKey<?>> keys = declared.by(SettingsKey::path);
    for (Map.Entry<String, String> entry : leaves(file).entrySet()) {
      SettingsKey<?> key = keys.get(entry.getKey());
      if (key == null && isEmptySection(entry, keys)) {
        continue;
      }
      if (key == null) {
        throw new SettingsException(
            "The key %s in %s is not known%s; docs/configuration.md lists all keys."
                .formatted(
                    entry.getKey(), file, Suggestions.nearest(entry.getKey(), keys.keySet())));
      }
      into.put(key, entry.getValue(), " (in " + file + ")");
    }
  }

  /** A section such as {@code public:} whose lines are all commented out. */
  private static boolean isEmptySection(
      Map.Entry<String, String> entry, Map<String, SettingsKey<?>> keys) {
    return entry.getValue().isEmpty()
        && keys.keySet().stream().anyMatch(path -> path.startsWith(entry.getKey() + "."));
  }

  private static Map<String, String> leaves(Path file) throws SettingsException {
    Map<String, String> leaves = new LinkedHashMap<>();
    collect(load(file), leaves);
    return leaves;
  }

  private static Config load(Path file) throws SettingsException {
    if (!Files.isReadable(file)) {
      throw new SettingsException(
          "The configuration file %s is not there or cannot be read.".formatted(file));
    }
    try {
      return Config.builder(
              ConfigSources.create(Files.readString(file), MediaTypes.APPLICATION_YAML))
          .disableValueResolving()
          .disableKeyResolving()
          .disableEnvironmentVariablesSource()
          .disableSystemPropertiesSource()
          .build();
    } catch (IOException | RuntimeException e) {
      throw new SettingsException(
          "The configuration file %s is not YAML as expected: %s".formatted(file, firstLine(e)));
    }
  }

  private static void collect(Config node, Map<String, String> leaves) {
    String path = node.key().toString();
    switch (node.type()) {
      case VALUE -> leaves.put(path, node.asString().orElse(""));
      case LIST -> leaves.put(path, joined(node));
      default -> {
        List<Config> children = node.asNodeList().orElse(List.of());
        children.forEach(child -> collect(child, leaves));
      }
    }
  }

  /** Joins a list with commas. An element that is no plain value becomes text no type accepts. */
  private static String joined(Config list) {
    return list.asNodeList().orElse(List.of()).stream()
        .map(item -> item.isLeaf() ? item.asString().orElse("") : "{...}")
        .collect(Collectors.joining(","));
  }

  private static String firstLine(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().collect(Collectors.joining(" "));
  }
}
