package dev.sluice.conformance.attack;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.ServiceProcess;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The service with a small heap, a pusher, and a good viewer. */
final class AttackedService implements AutoCloseable {
  private static final Duration FIRST_PICTURE = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofHours(1);

  /** Where each client of this machine counts as a stranger, and sessions end soon. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("SLUICE_JAVA_OPTIONS", "-Xmx256m"),
          Map.entry("SLUICE_LIMITS_EXEMPT", "192.0.2.1/32"),
          Map.entry("SLUICE_PUBLIC_TRUSTED_PROXIES", "192.0.2.1/32"),
          Map.entry("SLUICE_PUBLIC_MAX_CONNECTIONS", "1000"),
          Map.entry("SLUICE_LIMITS_CONNECTING", "100"),
          Map.entry("SLUICE_UDP_HOST", "127.0.0.1"),
          Map.entry("SLUICE_UDP_SHARDS", "2"),
          Map.entry("SLUICE_AUTH_MODE", "webhook"),
          Map.entry("SLUICE_AUTH_WEBHOOK_CACHE_SECONDS", "0"),
          Map.entry("SLUICE_WHEP_ICE_SERVERS", "stun:127.0.0.1:3478"),
          Map.entry("SLUICE_WHEP_WAIT_SECONDS", "4"),
          Map.entry("SLUICE_STREAM_LINGER_SECONDS", "3"),
          Map.entry("SLUICE_INGEST_STALL_SECONDS", "3"),
          Map.entry("SLUICE_SESSIONS_CONNECT_TIMEOUT_SECONDS", "3"),
          Map.entry("SLUICE_SESSIONS_CONSENT_TIMEOUT_SECONDS", "5"));

  private final TestWebhook webhook = new TestWebhook();
  private final int srtPort;
  private final ServiceProcess service;
  private final FfmpegPusher pusher;
  private final Pion viewer;

  AttackedService() throws IOException, InterruptedException {
    this(Map.of());
  }

  /**
   * @param others settings that replace the usual ones
   */
  AttackedService(Map<String, String> others) throws IOException, InterruptedException {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.putAll(others);
    settings.put("SLUICE_AUTH_WEBHOOK_URL", webhook.url());
    srtPort = freeUdpPort();
    settings.put("SLUICE_SRT_PORT", String.valueOf(srtPort));
    service = ServiceProcess.serve(settings);
    Path demo = Path.of(System.getProperty("sluice.home"), "src/main/resources/demo/demo.ts");
    pusher = FfmpegPusher.repeated(service.ingest(Target.STREAM), demo);
    viewer = Pion.play(whep(), LONG, "--watch");
    try {
      viewer.awaitPicture(FIRST_PICTURE);
    } catch (InterruptedException | AssertionError e) {
      close();
      throw e;
    }
  }

  private static int freeUdpPort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private URI whep() {
    return service.whep(Target.STREAM);
  }

  Target.Sockets sockets() {
    return new Target.Sockets(
        service.publicAddress("/").getPort(),
        service.controlAddress("/").getPort(),
        service.udpPort(),
        srtPort);
  }

  long pid() {
    return service.process().pid();
  }

  boolean isAlive() {
    return service.process().isAlive();
  }

  /** Log of the service. */
  String log() {
    return service.process().output();
  }

  long longestGapMillis(long sinceMillis) {
    return viewer.longestGapMillis(sinceMillis);
  }

  /** Lets a new viewer join. */
  void join(Duration patience) throws IOException, InterruptedException {
    try (Pion another = Pion.play(whep(), LONG)) {
      another.awaitPicture(patience);
    }
  }

  Vitals vitals() throws IOException, InterruptedException {
    return Vitals.of(service.process().pid());
  }

  boolean isPushed() {
    return pusher.process().isAlive();
  }

  @Override
  public void close() {
    viewer.close();
    pusher.close();
    service.close();
    webhook.close();
  }
}
