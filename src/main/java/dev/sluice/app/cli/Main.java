package dev.sluice.app.cli;

import java.util.List;
import java.util.Locale;

/** The program. */
public final class Main {
  private Main() {}

  /**
   * Runs the command that the arguments name; the exit code is 0, 1 for a failure, 2 for misuse.
   */
  public static void main(String[] arguments) {
    // All text is English, and programs read much of it: a decimal point must never be a comma.
    Locale.setDefault(Locale.ROOT);
    Logging.configure();
    int exitCode = run(commands(), arguments);
    Logging.flush();
    System.exit(exitCode);
  }

  /**
   * Runs the command that the arguments name. A fault ends the process, though other threads are
   * running; an {@link Error} does too, such as that of a class missing from a damaged jar.
   */
  static int run(List<CliCommand> commands, String... arguments) {
    try {
      return new CommandLine(commands, Console::line, Console::error).run(arguments);
    } catch (RuntimeException | Error e) {
      System.getLogger(Main.class.getName())
          .log(System.Logger.Level.ERROR, "The command failed.", e);
      return 1;
    }
  }

  static List<CliCommand> commands() {
    return List.of(
        ServeCommand.command(),
        DemoCommand.command(),
        ProbeCommand.command(),
        RehearseCommand.command());
  }
}
