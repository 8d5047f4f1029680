package dev.sluice.app.config;

import dev.sluice.base.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A YAML file as values by their path: {@code public.port} for a key within a section. */
final class YamlFile {
  /** Sections within sections: a file may refer to itself (anchors). */
  private static final int MAX_DEPTH = 10;

  private final Path file;
  private final Map<String, Leaf> leaves = new LinkedHashMap<>();

  private YamlFile(Path file) {
    this.file = file;
  }

  /**
   * A value.
   *
   * @param elements one, or those of a list; an empty one for a key without a value
   * @param list whether it is a list
   */
  record Leaf(List<String> elements, boolean list) {
    /** The value as a type of settings reads it: elements are joined with commas. */
    String text() {
      return String.join(",", elements);
    }
  }

  /**
   * Reads a file.
   *
   * @throws SettingsException if there is no such file, it is no YAML, or a key occurs twice
   */
  static Map<String, Leaf> leaves(Path file) throws SettingsException {
    YamlFile yaml = new YamlFile(file);
    Object root = load(file);
    if (root instanceof Map<?, ?> keys) {
      yaml.collect("", keys, 0);
    } else if (root != null) {
      throw notAsExpected(file, "it has no keys");
    }
    return yaml.leaves;
  }

  private static @Nullable Object load(Path file) throws SettingsException {
    if (!Files.isReadable(file)) {
      throw new SettingsException(
          "The configuration file %s is not there or cannot be read.".formatted(file));
    }
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      return new Yaml(new SafeConstructor(options)).load(Files.readString(file));
    } catch (MarkedYAMLException e) {
      // The problem and its place only: the whole message quotes lines, which may hold secrets.
      throw notAsExpected(
          file,
          e.getProblem()
              + (e.getProblemMark() == null
                  ? ""
                  : " in line %d".formatted(e.getProblemMark().getLine() + 1)));
    } catch (IOException | YAMLException e) {
      throw notAsExpected(file, String.valueOf(e.getMessage()));
    }
  }

  private static SettingsException notAsExpected(Path file, String why) {
    return new SettingsException(
        "The configuration file %s is not YAML as expected: %s.".formatted(file, why));
  }

  private void collect(String prefix, Map<?, ?> section, int depth) throws SettingsException {
    if (depth > MAX_DEPTH) {
      throw notAsExpected(file, "its sections are nested too deeply");
    }
    for (Map.Entry<?, ?> entry : section.entrySet()) {
      String path = prefix + entry.getKey();
      if (entry.getValue() instanceof Map<?, ?> inner && !inner.isEmpty()) {
        collect(path + ".", inner, depth + 1);
      } else if (leaves.put(path, leaf(entry.getValue())) != null) {
        throw new SettingsException(
            "The key %s is in %s twice: leave one of them out.".formatted(path, file));
      }
    }
  }

  private static Leaf leaf(@Nullable Object value) {
    return value instanceof Collection<?> list
        ? new Leaf(list.stream().map(YamlFile::element).toList(), true)
        : new Leaf(List.of(value == null || value instanceof Map ? "" : value.toString()), false);
  }

  /** An element that is no plain value becomes text that no type accepts. */
  private static String element(@Nullable Object value) {
    return value instanceof Map || value instanceof Collection ? "{...}" : String.valueOf(value);
  }
}
