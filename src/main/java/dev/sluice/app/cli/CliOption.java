package dev.sluice.app.cli;

import org.jspecify.annotations.Nullable;

/**
 * An option of a command.
 *
 * @param name with its dashes, such as {@code --config}
 * @param value name of its value in the help; null if it has none
 * @param description a sentence
 */
record CliOption(String name, @Nullable String value, String description) {
  static CliOption withValue(String name, String value, String description) {
    return new CliOption(name, value, description);
  }

  static CliOption flag(String name, String description) {
    return new CliOption(name, null, description);
  }

  boolean takesValue() {
    return value != null;
  }

  /** As in the help: {@code --config=FILE}. */
  String form() {
    return value == null ? name : name + "=" + value;
  }
}
