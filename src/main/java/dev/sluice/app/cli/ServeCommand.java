package dev.sluice.app.cli;

import dev.sluice.app.Service;
import dev.sluice.app.ServiceSettings;
import dev.sluice.app.config.ConfigLoader;
import dev.sluice.base.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}: runs the service until it is stopped. */
@Command(
    name = "serve",
    description =
        "Runs the service: MPEG-TS comes in at the control port, viewers play it by WHEP.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Every key of the configuration has an environment variable too, such as",
      "SLUICE_PUBLIC_PORT (8080), SLUICE_CONTROL_PORT (8081) and SLUICE_UDP_PORT (8190).",
      "All of them are listed in docs/configuration.md."
    })
final class ServeCommand implements Callable<Integer> {
  private static final System.Logger LOG = System.getLogger(ServeCommand.class.getName());

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file; without a file, all settings have their defaults.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    return run(Optional.ofNullable(file), service -> {});
  }

  /** An action on a service that has started. */
  @FunctionalInterface
  interface Started {
    void with(Service service);
  }

  /** Starts the service, waits for a signal and returns the exit code. */
  static int run(Optional<Path> file, Started started) {
    Thread.ofVirtual().name("priority").start(CompilerPriority::lower);
    Service service;
    try {
      ConfigLoader.Loaded<ServiceSettings> loaded =
          ConfigLoader.load(ServiceSettings::new, file, System.getenv());
      Logging.apply(loaded.settings().log);
      loaded.warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
      service = Service.start(loaded.settings());
    } catch (SettingsException e) {
      Console.error(String.valueOf(e.getMessage()));
      return 2;
    } catch (IOException e) {
      Console.error("The service cannot start: " + e.getMessage());
      return 1;
    }
    CountDownLatch stopped = stopOnSignal(service);
    started.with(service);
    Console.line(service.readyLine());
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  /** Returns a latch that opens when the service has stopped. */
  private static CountDownLatch stopOnSignal(Service service) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      service.stop("the process was asked to end (SIGTERM, SIGINT or SIGHUP)");
                      Logging.flush();
                      stopped.countDown();
                    }));
    return stopped;
  }
}
