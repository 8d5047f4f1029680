package dev.sluice.app;

import dev.sluice.app.rehearsal.RehearsalPlay;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.source.demo.DemoStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A service on free ports of the loopback address, with viewers of its own. The build runs it once:
 * the JVM records the classes and the profiles of the methods that it used, in the cache that later
 * starts read (docs/decisions/0014).
 */
public final class Rehearsal {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int ANY_PORT = 0;
  private static final int CONNECTIONS = 50;

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
    ServiceSettings settings =
        GivenSettings.of(
            ServiceSettings::new,
            Map.of(
                "public.host", LOOPBACK,
                "public.port", ANY_PORT,
                "public.maxConnections", CONNECTIONS,
                "control.port", ANY_PORT,
                "udp.host", List.of(LOOPBACK),
                "udp.port", ANY_PORT,
                "udp.tcpConnections", 0,
                "log.viewers", false));
    try (Service service = Service.start(settings)) {
      service.playDemo(DEMO_SPEED);
      return RehearsalPlay.play(
          service.publicPort(),
          service.controlPort(),
          DemoStream.transportStream(),
          DemoStream.NAME,
          viewers);
    }
  }
}
