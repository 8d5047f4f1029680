package dev.sluice.app.config;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads settings from a file and the environment. The environment wins. */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * Settings that can be used.
   *
   * @param settings the values
   * @param warnings sentences on values that are allowed but probably mistakes
   */
  public record Loaded<G>(G settings, List<String> warnings) {}

  /**
   * Reads and checks a group.
   *
   * @param group constructor of the group
   * @param file YAML file, if there is one
   * @param environment all variables of the process; those without the prefix are ignored
   * @throws SettingsException for an unknown key, a bad value or values that contradict each other
   */
  public static <G> Loaded<G> load(
      SettingsGroup.Constructor<G> group, Optional<Path> file, Map<String, String> environment)
      throws SettingsException {
    DeclaredKeys keys = DeclaredKeys.of(group);
    WrittenValues values = new WrittenValues();
    if (file.isPresent()) {
      FileValues.read(file.get(), keys, values);
    }
    EnvironmentValues.read(environment, keys, values);
    G settings = group.read(values);
    return new Loaded<>(settings, values.warnings());
  }
}
