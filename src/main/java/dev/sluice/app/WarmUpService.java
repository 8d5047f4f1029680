package dev.sluice.app;

import dev.sluice.app.config.ConfigException;
import dev.sluice.app.config.ConfigLoader;
import dev.sluice.app.warmup.WarmUpTarget;
import dev.sluice.source.demo.DemoStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A second service in the same process for warm-up viewers. It listens on free ports of the
 * loopback address, so that the counters, limits and streams of the real service stay untouched.
 */
final class WarmUpService implements WarmUpTarget {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String ANY_PORT = "0";

  /** The JVM compiles the code of an access unit only after thousands of them. */
  private static final int DEMO_SPEED = 20;

  private final Service service;

  private WarmUpService(Service service) {
    this.service = service;
  }

  static WarmUpService start() throws IOException, ConfigException {
    Map<String, String> environment =
        Map.of(
            "SLUICE_PUBLIC_HOST", LOOPBACK,
            "SLUICE_PUBLIC_PORT", ANY_PORT,
            "SLUICE_CONTROL_PORT", ANY_PORT,
            "SLUICE_UDP_HOST", LOOPBACK,
            "SLUICE_UDP_PORT", ANY_PORT,
            "SLUICE_UDP_SHARDS", "1",
            "SLUICE_UDP_TCP_CONNECTIONS", "0",
            "SLUICE_STREAM_LOG_VIDEO_MEGABYTES", "4");
    Service service = Service.start(ConfigLoader.load(Optional.empty(), environment).config());
    service.playDemo(DEMO_SPEED);
    return new WarmUpService(service);
  }

  @Override
  public int publicPort() {
    return service.publicPort();
  }

  @Override
  public String streamName() {
    return DemoStream.NAME;
  }

  @Override
  public void close() {
    service.close();
  }
}
