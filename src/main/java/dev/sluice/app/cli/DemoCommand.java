package dev.sluice.app.cli;

import dev.sluice.app.Service;
import dev.sluice.source.demo.DemoStream;
import java.nio.file.Path;
import java.util.List;

/** {@code demo}: runs the service with a built-in test stream. */
final class DemoCommand {
  private static final String CONFIG = "--config";

  private DemoCommand() {}

  static CliCommand command() {
    return new CliCommand(
        "demo",
        null,
        "Runs the service with a built-in test stream and prints where to watch it.",
        List.of(CliOption.withValue(CONFIG, "FILE", "YAML file, as for serve.")),
        List.of(),
        false,
        given -> ServeCommand.run(given.value(CONFIG).map(Path::of), DemoCommand::play));
  }

  private static void play(Service service) {
    service.playDemo(1);
    String addresses = String.join("  or  ", service.playerAddresses(DemoStream.NAME));
    Console.line("Watch the test stream:  " + addresses);
  }
}
