package dev.sluice.app.cli;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The arguments that a command was given. */
final class CliArguments {
  private final Map<String, String> options = new HashMap<>();
  private @Nullable String operand;

  private CliArguments() {}

  /**
   * Reads the arguments behind the name of a command. A value follows its option, as {@code --name
   * VALUE} or {@code --name=VALUE}; what follows {@code --} is no option.
   *
   * @throws CliException for an unknown option, a missing or superfluous value, or an argument that
   *     the command does not take
   */
  static CliArguments read(CliCommand command, List<String> words) throws CliException {
    CliArguments given = new CliArguments();
    boolean optionsEnded = false;
    for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
      String word = rest.next();
      if (!optionsEnded && word.equals("--")) {
        optionsEnded = true;
      } else if (!optionsEnded && word.startsWith("-") && word.length() > 1) {
        given.readOption(command, word, rest);
      } else {
        given.readOperand(command, word);
      }
    }
    return given;
  }

  private void readOption(CliCommand command, String word, Iterator<String> rest)
      throws CliException {
    int equals = word.indexOf('=');
    String name = CommandLine.longName(equals < 0 ? word : word.substring(0, equals));
    CliOption option =
        Stream.concat(command.options().stream(), CommandLine.COMMON_OPTIONS.stream())
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new CliException("Unknown option: " + word));
    if (!option.takesValue() && equals >= 0) {
      throw new CliException("The option " + name + " takes no value.");
    }
    if (option.takesValue() && equals < 0 && !rest.hasNext()) {
      throw new CliException("The option " + name + " needs a value: " + option.form());
    }
    String value =
        !option.takesValue() ? "" : equals >= 0 ? word.substring(equals + 1) : rest.next();
    if (options.put(name, value) != null) {
      throw new CliException("The option " + name + " is given twice.");
    }
  }

  private void readOperand(CliCommand command, String word) throws CliException {
    if (command.operand() == null || operand != null) {
      throw new CliException("Unexpected argument: " + word);
    }
    operand = word;
  }

  /** Whether an option is given. */
  boolean has(String name) {
    return options.containsKey(name);
  }

  /** The value of an option. */
  Optional<String> value(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /**
   * The value of an option that is a number from 0 on.
   *
   * @param usual the value if the option is not given
   */
  int number(String name, int usual) throws CliException {
    String text = options.get(name);
    try {
      int number = text == null ? usual : Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The exception below names the text.
    }
    throw new CliException("The option " + name + " needs a number: " + text);
  }

  /** The argument beside the options, if given. */
  Optional<String> operand() {
    return Optional.ofNullable(operand);
  }
}
