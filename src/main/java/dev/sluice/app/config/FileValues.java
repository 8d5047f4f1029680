package dev.sluice.app.config;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a YAML file. */
final class FileValues {
  private FileValues() {}

  static void read(Path file, RawValues into) throws ConfigException {
    Map<String, ConfigKey<?>> keys =
        ConfigKeys.ALL.stream().collect(Collectors.toMap(ConfigKey::path, Function.identity()));
    for (Map.Entry<String, String> entry : leaves(file).entrySet()) {
      ConfigKey<?> key = keys.get(entry.getKey());
      if (key == null && isEmptySection(entry, keys)) {
        continue;
      }
      if (key == null) {
        throw new ConfigException(
            "The key %s in %s is not known%s; docs/configuration.md lists all keys."
                .formatted(
                    entry.getKey(), file, Suggestions.nearest(entry.getKey(), keys.keySet())));
      }
      into.put(key, entry.getValue(), " (in " + file + ")");
    }
  }

  /** {@code public:} with every line below it commented out. */
  private static boolean isEmptySection(
      Map.Entry<String, String> entry, Map<String, ConfigKey<?>> keys) {
    return entry.getValue().isEmpty()
        && keys.keySet().stream().anyMatch(path -> path.startsWith(entry.getKey() + "."));
  }

  private static Map<String, String> leaves(Path file) throws ConfigException {
    Map<String, String> leaves = new LinkedHashMap<>();
    collect(load(file), leaves);
    return leaves;
  }

  private static Config load(Path file) throws ConfigException {
    if (!Files.isReadable(file)) {
      throw new ConfigException(
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
      throw new ConfigException(
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

  /** Lists of anything but plain values become text that no list type accepts. */
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
