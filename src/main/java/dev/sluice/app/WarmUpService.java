package dev.sluice.app;

import dev.sluice.app.warmup.WarmUpTarget;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.source.demo.DemoStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A second service in the same process for warm-up viewers. It listens on free ports of the
 * loopback address, so that the counters, limits and streams of the real service stay untouched.
 */
final class WarmUpService implements WarmUpTarget {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int ANY_PORT = 0;
  private static final int CONNECTIONS = 50;

  private static final int VIDEO_LOG_BYTES = 4 << 20;

  /** The JVM compiles the code of an access unit only after thousands of them. */
  private static final int DEMO_SPEED = 20;

  private final Service service;

  private WarmUpService(Service service) {
    this.service = service;
  }

  static WarmUpService start() throws IOException {
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
                "udp.shards", 1,
                "udp.tcpConnections", 0,
                "stream.log.videoMegabytes", VIDEO_LOG_BYTES,
                "log.viewers", false));
    Service service = Service.start(settings);
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
