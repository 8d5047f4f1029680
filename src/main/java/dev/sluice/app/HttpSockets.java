package dev.sluice.app;

import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.net.address.AddressBlock;
import dev.sluice.net.address.LimitKeys;
import dev.sluice.net.http.ControlHttpSettings;
import dev.sluice.net.http.HttpSocket;
import dev.sluice.net.http.PublicHttpSettings;
import dev.sluice.net.http.StrayPushes;
import dev.sluice.net.tls.TlsCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings of the two HTTP sockets: a public one for viewers, and one for the operator. */
final class HttpSockets {
  private static final Duration PUBLIC_SILENCE = Duration.ofSeconds(30);
  private static final int PUBLIC_RECEIVE_BYTES = 64 * 1024;
  private static final int CONTROL_RECEIVE_BYTES = 1 << 20;

  private HttpSockets() {}

  /**
   * WHEP and the player.
   *
   * @param maxConnections limit for open connections
   * @param exempt addresses without limits per address, besides the trusted proxies
   * @param strays finds pushes among the refused requests
   * @throws IOException if the certificate cannot be used
   */
  static HttpSocket.Settings open(
      PublicHttpSettings http,
      int maxConnections,
      List<AddressBlock> exempt,
      PeriodicTasks tasks,
      StrayPushes strays)
      throws IOException {
    List<AddressBlock> unlimited = new ArrayList<>(http.trustedProxies);
    unlimited.addAll(exempt);
    return new HttpSocket.Settings(
        "public",
        http.host,
        http.port,
        maxConnections,
        PUBLIC_SILENCE,
        PUBLIC_RECEIVE_BYTES,
        true,
        certificate(http, tasks),
        new LimitKeys(unlimited),
        strays);
  }

  private static Optional<TlsCertificate> certificate(PublicHttpSettings http, PeriodicTasks tasks)
      throws IOException {
    if (http.certificateFile.isEmpty() || http.keyFile.isEmpty()) {
      return Optional.empty();
    }
    TlsCertificate certificate =
        TlsCertificate.read(Path.of(http.certificateFile.get()), Path.of(http.keyFile.get()));
    certificate.watch(tasks);
    return Optional.of(certificate);
  }

  /**
   * Ingest, API, metrics and health.
   *
   * @param maxConnections limit for open connections
   * @param exempt addresses without limits per address
   * @param stall time limit of the watchdog of pushes, which acts before the socket does
   * @param strays finds pushes among the refused requests
   */
  static HttpSocket.Settings control(
      ControlHttpSettings http,
      int maxConnections,
      List<AddressBlock> exempt,
      Duration stall,
      StrayPushes strays) {
    return new HttpSocket.Settings(
        "control",
        http.host,
        http.port,
        maxConnections,
        stall.multipliedBy(2),
        CONTROL_RECEIVE_BYTES,
        false,
        Optional.empty(),
        new LimitKeys(exempt),
        strays);
  }
}
