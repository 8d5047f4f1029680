package dev.sluice.app.cli;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command of the program.
 *
 * @param name first argument of the program
 * @param operand name of its argument in the help; null if it has none
 * @param description a sentence
 * @param options besides {@code --help} and {@code --version}, which each command has
 * @param footer last lines of its help
 * @param hidden whether the list of commands leaves it out
 * @param action what it does
 */
record CliCommand(
    String name,
    @Nullable String operand,
    String description,
    List<CliOption> options,
    List<String> footer,
    boolean hidden,
    Action action) {
  /** Runs a command. */
  @FunctionalInterface
  interface Action {
    /**
     * Returns the exit code: 0, 1 for a failure, 2 for misuse.
     *
     * @throws CliException if a value cannot be used
     */
    int run(CliArguments given) throws CliException;
  }

  CliCommand {
    options = List.copyOf(options);
    footer = List.copyOf(footer);
  }

  /** The text for {@code --help}. */
  String help() {
    StringBuilder text = new StringBuilder("Usage: sluice " + name + " [-hV]");
    options.forEach(option -> text.append(" [").append(option.form()).append(']'));
    if (operand != null) {
      text.append(" [").append(operand).append(']');
    }
    text.append('\n').append(description).append('\n');
    List<CliOption> all =
        Stream.concat(options.stream(), CommandLine.COMMON_OPTIONS.stream()).toList();
    int width = all.stream().mapToInt(option -> option.form().length()).max().orElse(0);
    for (CliOption option : all) {
      String form = option.form();
      text.append("  ").append(form).append(" ".repeat(width - form.length() + 3));
      text.append(option.description()).append('\n');
    }
    footer.forEach(line -> text.append(line).append('\n'));
    return text.toString().stripTrailing();
  }
}
