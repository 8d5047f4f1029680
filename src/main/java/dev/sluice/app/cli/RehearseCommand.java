package dev.sluice.app.cli;

import dev.sluice.app.Rehearsal;
import java.io.IOException;
import java.util.List;

/** {@code rehearse}: the build makes the cache of the JVM from it. */
final class RehearseCommand {
  private static final String VIEWERS = "--viewers";
  private static final int USUAL_VIEWERS = 400;

  private RehearseCommand() {}

  static CliCommand command() {
    return new CliCommand(
        "rehearse",
        null,
        "Runs the service on free ports, with viewers of its own, and ends.",
        List.of(
            CliOption.withValue(
                VIEWERS,
                "NUMBER",
                "Viewers that connect one after another; " + USUAL_VIEWERS + " without it.")),
        List.of(),
        true,
        given -> run(given.number(VIEWERS, USUAL_VIEWERS)));
  }

  private static int run(int viewers) {
    try {
      Console.line("Viewers that got media: " + Rehearsal.run(viewers));
      return 0;
    } catch (IOException e) {
      Console.error("The rehearsal failed: " + e.getMessage());
      return 1;
    }
  }
}
