package dev.sluice.app.cli;

import dev.sluice.app.Rehearsal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rehearse}: the build makes the cache of the JVM from it. */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Runs the service on free ports, with viewers of its own, and ends.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RehearseCommand implements Callable<Integer> {
  @Option(
      names = "--viewers",
      paramLabel = "NUMBER",
      defaultValue = "400",
      description = "Viewers that connect one after another (default: 400).")
  private int viewers;

  @Override
  public Integer call() {
    try {
      Console.line("Viewers that got media: " + Rehearsal.run(viewers));
      return 0;
    } catch (IOException e) {
      Console.error("The rehearsal failed: " + e.getMessage());
      return 1;
    }
  }
}
