package dev.sluice.app.cli;

import dev.sluice.app.Service;
import dev.sluice.app.ServiceSettings;
import dev.sluice.app.config.ConfigLoader;
import dev.sluice.base.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code serve}: runs the service until it is stopped. */
final class ServeCommand {
  private static final System.Logger LOG = System.getLogger(ServeCommand.class.getName());
  private static final String CONFIG = "--config";

  /** Exit status of a process that SIGTERM has ended. */
  private static final int HALTED = 128 + 15;

  private ServeCommand() {}

  static CliCommand command() {
    return new CliCommand(
        "serve",
        null,
        "Runs the service: MPEG-TS comes in at the control port, viewers play it by WHEP.",
        List.of(
            CliOption.withValue(
                CONFIG, "FILE", "YAML file; without a file, all settings have their defaults.")),
        List.of(
            "",
            "Every key of the configuration has an environment variable too, such as",
            "SLUICE_PUBLIC_PORT (8080), SLUICE_CONTROL_PORT (8081) and SLUICE_UDP_PORT (8190).",
            "All of them are listed in docs/configuration.md."),
        false,
        given -> run(given.value(CONFIG).map(Path::of), service -> {}));
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
                      stop(service);
                      stopped.countDown();
                    }));
    return stopped;
  }

  private static void stop(Service service) {
    service.stop("the process was asked to end (SIGTERM, SIGINT or SIGHUP)");
    boolean halts = service.mustBeHalted();
    if (halts) {
      LOG.log(
          System.Logger.Level.WARNING,
          "A thread did not leave libsrt in time, and the library would wait for it without end:"
              + " the process is halted.");
    }
    Logging.flush();
    if (halts) {
      Runtime.getRuntime().halt(HALTED);
    }
  }
}
