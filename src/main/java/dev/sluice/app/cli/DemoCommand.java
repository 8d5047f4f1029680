package dev.sluice.app.cli;

import dev.sluice.source.demo.DemoStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: runs the service with a built-in test stream. */
@Command(
    name = "demo",
    description = "Runs the service with a built-in test stream and prints where to watch it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--config", paramLabel = "FILE", description = "YAML file, as for serve.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    return ServeCommand.run(
        Optional.ofNullable(file),
        service -> {
          service.playDemo(1);
          String addresses = String.join("  or  ", service.playerAddresses(DemoStream.NAME));
          Console.line("Watch the test stream:  " + addresses);
        });
  }
}
