package dev.sluice.app;

import dev.sluice.app.config.ConfigLoader;
import dev.sluice.app.rehearsal.RehearsalPlay;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.source.demo.DemoStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A service on free ports of the loopback address, with viewers of its own. The build runs it once:
 * the JVM records the classes and the profiles of the methods that it used, in the cache that later
 * starts read (docs/decisions/0014).
 */
public final class Rehearsal {
  private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());
  private static final String LOOPBACK = "127.0.0.1";

  /** The JVM compiles the code of an access unit only after thousands of them. */
  private static final int DEMO_SPEED = 20;

  private Rehearsal() {}

  /**
   * Runs the rehearsal.
   *
   * @param viewers number of viewers that connect one after another
   * @return number of viewers that got media
   * @throws IOException if the service cannot listen or refuses anything
   */
  public static int run(int viewers) throws IOException {
    ServiceSettings settings = settings();
    try (Service service = Service.start(settings)) {
      LOG.log(System.Logger.Level.INFO, service.readyLine());
      service.playDemo(DEMO_SPEED);
      return RehearsalPlay.play(
          service.publicPort(),
          service.controlPort(),
          DemoStream.transportStream(),
          DemoStream.NAME,
          viewers);
    }
  }

  /** As in the running service, some keys are from a file and some from the environment. */
  private static ServiceSettings settings() throws IOException {
    Path file = Files.createTempFile("rehearsal", ".yaml");
    try {
      Files.writeString(
          file,
          """
          public: {host: %1$s, port: 0, maxConnections: 50}
          control: {port: 0}
          udp: {host: [%1$s], port: 0, tcpConnections: 50}
          """
              .formatted(LOOPBACK));
      return ConfigLoader.load(
              ServiceSettings::new, Optional.of(file), Map.of("SLUICE_LOG_VIEWERS", "false"))
          .settings();
    } catch (SettingsException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Files.delete(file);
    }
  }
}
