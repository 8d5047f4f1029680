package dev.sluice.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the command that the arguments name, and runs it. Written here because a library that
 * reflects on annotations takes a tenth of a second at each start.
 */
final class CommandLine {
  static final String HELP = "--help";
  static final String VERSION = "--version";

  /** Options of each command, and of the program. */
  static final List<CliOption> COMMON_OPTIONS =
      List.of(
          CliOption.flag(HELP, "(-h) Prints this help."),
          CliOption.flag(VERSION, "(-V) Prints the version."));

  private static final int MISUSE = 2;

  private final List<CliCommand> commands;
  private final Consumer<String> out;
  private final Consumer<String> errors;

  /**
   * @param out takes results, in lines
   * @param errors takes error messages, in lines
   */
  CommandLine(List<CliCommand> commands, Consumer<String> out, Consumer<String> errors) {
    this.commands = List.copyOf(commands);
    this.out = out;
    this.errors = errors;
  }

  /** The long name of an option that has a short one. */
  static String longName(String option) {
    return switch (option) {
      case "-h" -> HELP;
      case "-V" -> VERSION;
      default -> option;
    };
  }

  /** Runs the command; returns its exit code, or 2 for misuse. */
  int run(String... arguments) {
    List<String> words = Arrays.asList(arguments);
    if (words.isEmpty()) {
      return misused("A command is missing.", help());
    }
    List<String> rest = words.subList(1, words.size());
    return switch (longName(words.getFirst())) {
      case VERSION -> printed(Version.line());
      case HELP -> printed(help());
      case "help" -> rest.isEmpty() ? printed(help()) : run(rest.getFirst(), HELP);
      default -> {
        Optional<CliCommand> command = command(words.getFirst());
        yield command.isPresent()
            ? run(command.get(), rest)
            : misused("There is no command " + words.getFirst() + ".", help());
      }
    };
  }

  private int run(CliCommand command, List<String> words) {
    try {
      CliArguments given = CliArguments.read(command, words);
      if (given.has(HELP)) {
        return printed(command.help());
      }
      return given.has(VERSION) ? printed(Version.line()) : command.action().run(given);
    } catch (CliException e) {
      return misused(String.valueOf(e.getMessage()), command.help());
    }
  }

  private Optional<CliCommand> command(String name) {
    return commands.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private int printed(String text) {
    out.accept(text);
    return 0;
  }

  private int misused(String why, String help) {
    errors.accept(why);
    errors.accept(help);
    return MISUSE;
  }

  private String help() {
    StringBuilder text = new StringBuilder("Usage: sluice [-hV] COMMAND\n");
    text.append("MPEG-TS in, WebRTC (WHEP) out.\nCommands:\n");
    List<CliCommand> shown = commands.stream().filter(command -> !command.hidden()).toList();
    int width = shown.stream().mapToInt(command -> command.name().length()).max().orElse(0);
    for (CliCommand command : shown) {
      String name = command.name();
      text.append("  ").append(name).append(" ".repeat(width - name.length() + 2));
      text.append(command.description()).append('\n');
    }
    return text.append("sluice COMMAND --help lists the options of a command.").toString();
  }
}
