package dev.sluice.app.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the environment variables that begin with {@code SLUICE_}. */
final class EnvironmentValues {
  /** What Kubernetes sets in every container beside a service that is named "sluice". */
  private static final Pattern SERVICE_LINKS =
      Pattern.compile("SLUICE_(SERVICE_(HOST|PORT)(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP).*)?)");

  /** What the launcher and its tests read themselves. */
  private static final Set<String> LAUNCHER =
      Set.of("SLUICE_JAVA_OPTIONS", "SLUICE_CHROMIUM", "SLUICE_TEST_RUN");

  private EnvironmentValues() {}

  static void read(Map<String, String> environment, RawValues into) throws ConfigException {
    Map<String, ConfigKey<?>> keys =
        ConfigKeys.ALL.stream()
            .collect(Collectors.toMap(ConfigKey::environmentName, Function.identity()));
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      ConfigKey<?> key = keys.get(name);
      if (key != null) {
        into.put(key, variable.getValue(), " (environment variable " + name + ")");
      } else if (name.startsWith(ConfigKey.ENVIRONMENT_PREFIX)
          && !LAUNCHER.contains(name)
          && !SERVICE_LINKS.matcher(name).matches()) {
        throw new ConfigException(
            "The environment variable %s is not known%s; docs/configuration.md lists all keys."
                .formatted(name, Suggestions.nearest(name, keys.keySet())));
      }
    }
  }
}
