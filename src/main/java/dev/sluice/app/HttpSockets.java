package dev.sluice.app;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.net.http.HttpSocket;
import dev.sluice.net.tls.TlsCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The two sockets: one for everybody, one for whoever runs the service. */
final class HttpSockets {
  private static final Duration PUBLIC_SILENCE = Duration.ofSeconds(30);
  private static final int PUBLIC_RECEIVE_BYTES = 64 * 1024;
  private static final int CONTROL_RECEIVE_BYTES = 1 << 20;
  private static final int ANY_NUMBER = -1;

  private HttpSockets() {}

  /**
   * WHEP and the player.
   *
   * @throws IOException when the certificate cannot be used
   */
  static HttpSocket.Settings open(SluiceConfig config, PeriodicTasks tasks) throws IOException {
    SluiceConfig.PublicHttp http = config.publicHttp();
    return new HttpSocket.Settings(
        "public",
        http.host(),
        http.port(),
        http.maxConnections(),
        PUBLIC_SILENCE,
        PUBLIC_RECEIVE_BYTES,
        true,
        certificate(config.proxy(), tasks));
  }

  private static Optional<TlsCertificate> certificate(SluiceConfig.Proxy proxy, PeriodicTasks tasks)
      throws IOException {
    Optional<Path> key = proxy.key();
    if (proxy.certificate().isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    TlsCertificate certificate = TlsCertificate.read(proxy.certificate().get(), key.get());
    certificate.watch(tasks);
    return Optional.of(certificate);
  }

  /** Ingest, API, metrics and health. A stalled pusher is the watchdog's, which comes first. */
  static HttpSocket.Settings control(SluiceConfig config) {
    SluiceConfig.ControlHttp http = config.control();
    return new HttpSocket.Settings(
        "control",
        http.host(),
        http.port(),
        ANY_NUMBER,
        config.ingest().stall().multipliedBy(2),
        CONTROL_RECEIVE_BYTES,
        false);
  }
}
