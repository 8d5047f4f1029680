package dev.sluice.app.config;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/** The sentences on names that are no keys, also on those that were keys of earlier versions. */
final class FormerKeys {
  private static final Map<String, String> ADVICE =
      Map.of(
          "start.warmUpViewers",
          "the service has no warm-up any more, because the cache that the build makes for the JVM"
              + " does more. Delete this setting; nothing takes its place.");

  private FormerKeys() {}

  /**
   * The sentence on a key of a file, or on a variable.
   *
   * @param subject the key or variable with its place
   * @param name of the key or variable
   * @param known names of the present keys
   * @param form turns the path of a former key into a name of the same kind
   */
  static String sentence(
      String subject, String name, Collection<String> known, Function<String, String> form) {
    return ADVICE.entrySet().stream()
        .filter(former -> form.apply(former.getKey()).equals(name))
        .map(former -> "%s is not known: %s".formatted(subject, former.getValue()))
        .findFirst()
        .orElseGet(
            () ->
                "%s is not known%s; docs/configuration.md lists all keys."
                    .formatted(subject, Suggestions.nearest(name, known)));
  }
}
