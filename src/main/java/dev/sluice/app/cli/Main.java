package dev.sluice.app.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. */
@Command(
    name = "sluice",
    description = "MPEG-TS in, WebRTC (WHEP) out.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      ProbeCommand.class,
      RehearseCommand.class,
      HelpCommand.class
    })
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Main() {
    spec = CommandLine.Model.CommandSpec.create();
  }

  /**
   * Runs the command that the arguments name; the exit code is 0, 1 for a failure, 2 for misuse.
   */
  public static void main(String[] arguments) {
    // All text is English, and programs read much of it: a decimal point must never be a comma.
    Locale.setDefault(Locale.ROOT);
    Logging.configure();
    int exitCode = commandLine().execute(arguments);
    Logging.flush();
    System.exit(exitCode);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
