package dev.sluice.app.config;

import java.util.Locale;

/**
 * One setting.
 *
 * @param path where it stands in a configuration file, for example {@code public.port}
 * @param type how its value is read
 * @param defaultText the value where neither file nor environment gives one
 * @param doc one sentence on what it is for
 */
record ConfigKey<T>(String path, ValueType<T> type, String defaultText, String doc) {
  static final String ENVIRONMENT_PREFIX = "SLUICE_";

  static <T> ConfigKey<T> key(String path, ValueType<T> type, String defaultText, String doc) {
    return new ConfigKey<>(path, type, defaultText, doc);
  }

  /** {@code stream.log.videoMegabytes} becomes {@code SLUICE_STREAM_LOG_VIDEO_MEGABYTES}. */
  String environmentName() {
    return ENVIRONMENT_PREFIX
        + path.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /**
   * @param text the value as written
   * @param writtenIn where it was written, to be named in the message
   */
  T parse(String text, String writtenIn) throws ConfigException {
    return type.parse()
        .apply(text.strip())
        .orElseThrow(
            () ->
                new ConfigException(
                    "%s is %s%s, but allowed is %s."
                        .formatted(
                            path,
                            type.secret() ? "set to something (not shown)" : "\"" + text + "\"",
                            writtenIn,
                            type.allowed())));
  }
}
