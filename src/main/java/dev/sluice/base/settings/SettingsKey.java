package dev.sluice.base.settings;

import java.util.Locale;

/**
 * The declaration of one setting.
 *
 * @param path name in a configuration file, for example {@code public.port}
 * @param type parser and allowed values
 * @param defaultText value where none is written, in the notation of a file
 * @param doc sentence for the documentation, in Markdown
 */
public record SettingsKey<T>(String path, SettingType<T> type, String defaultText, String doc) {
  /** Prefix of all environment variables. */
  public static final String ENVIRONMENT_PREFIX = "SLUICE_";

  /** {@code stream.log.videoMegabytes} becomes {@code SLUICE_STREAM_LOG_VIDEO_MEGABYTES}. */
  public String environmentName() {
    return environmentName(path);
  }

  /** The name of the variable for a key of that path. */
  public static String environmentName(String path) {
    return ENVIRONMENT_PREFIX
        + path.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /**
   * Parses a written value.
   *
   * @param text the value as written
   * @param origin place of the value for the message, in the form {@code " (in FILE)"}
   * @throws SettingsException if the value is not allowed; secrets are not shown
   */
  public T parse(String text, String origin) throws SettingsException {
    return type.parser()
        .apply(text.strip())
        .orElseThrow(
            () ->
                new SettingsException(
                    "%s is %s%s, but allowed is %s."
                        .formatted(
                            path,
                            type.secret() ? "set to something (not shown)" : "\"" + text + "\"",
                            origin,
                            type.allowed())));
  }
}
