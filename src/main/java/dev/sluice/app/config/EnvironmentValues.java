package dev.sluice.app.config;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsKey;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the environment variables that begin with {@code SLUICE_}. */
final class EnvironmentValues {
  /** Variables that Kubernetes sets in containers for a service with the name "sluice". */
  private static final Pattern SERVICE_LINKS =
      Pattern.compile("SLUICE_(SERVICE_(HOST|PORT)(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP).*)?)");

  /** Variables of the launcher and its tests. */
  private static final Set<String> LAUNCHER =
      Set.of("SLUICE_JAVA_OPTIONS", "SLUICE_CHROMIUM", "SLUICE_TEST_RUN");

  private EnvironmentValues() {}

  static void read(Map<String, String> environment, DeclaredKeys declared, WrittenValues into)
      throws SettingsException {
    Map<String, SettingsKey<?>> keys = declared.by(SettingsKey::environmentName);
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      SettingsKey<?> key = keys.get(name);
      if (key != null) {
        into.put(key, variable.getValue(), " (environment variable " + name + ")");
      } else if (name.startsWith(SettingsKey.ENVIRONMENT_PREFIX)
          && !LAUNCHER.contains(name)
          && !SERVICE_LINKS.matcher(name).matches()) {
        throw new SettingsException(
            FormerKeys.sentence(
                "The environment variable " + name,
                name,
                keys.keySet(),
                SettingsKey::environmentName));
      }
    }
  }
}
