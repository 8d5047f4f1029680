package dev.sluice.app;

import dev.sluice.config.SluiceConfig;
import dev.sluice.dtls.DtlsIdentity;
import dev.sluice.http.ControlGuard;
import dev.sluice.http.HttpSocket;
import dev.sluice.session.EndReason;
import dev.sluice.session.SessionFactory;
import dev.sluice.session.Sessions;
import dev.sluice.source.PushRoutes;
import dev.sluice.source.Pushes;
import dev.sluice.stream.Streams;
import dev.sluice.time.Ticks90k;
import dev.sluice.time.WallClock;
import dev.sluice.udp.UdpServer;
import dev.sluice.whep.PlayerRoutes;
import dev.sluice.whep.WhepRoutes;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * The service: every part, put together along the way of the data.
 *
 * <pre>
 *  source  -->  ingest  -->  stream  -->  session  -->  udp  -->  viewer
 *                              ^             ^
 *                              +--- whep ----+
 * </pre>
 */
final class Service implements AutoCloseable {
  private final SluiceConfig config;
  private final Parts parts;
  private final Streams streams;
  private final UdpServer udp;
  private final Sessions sessions;
  private final HttpSocket publicSocket;
  private final HttpSocket controlSocket;

  private Service(SluiceConfig config, Parts parts) throws IOException {
    this.config = config;
    this.parts = parts;
    Settings settings = Settings.of(config);

    // Streams: a log per track, and the wait for them.
    streams = new Streams(settings.streams(), wallClock());
    parts.add(streams::endAll);

    // Viewers: sockets first, for the answers name their addresses.
    udp = parts.add(UdpServer.open(settings.udp()));
    SecureRandom random = new SecureRandom();
    sessions =
        new Sessions(
            settings.sessions(),
            new SessionFactory(
                settings.sessions(),
                DtlsIdentity.generate(random),
                Candidates.of(udp.addresses(), config.udp().publicAddresses()),
                random,
                Thread.ofVirtual().name("dtls-", 0).factory()));
    udp.serve(sessions);
    parts.add(() -> sessions.endAll(EndReason.SHUTDOWN));
    parts.add(new Housekeeping(streams, sessions));

    // Sources write streams; they come in at the control socket.
    Pushes pushes =
        new Pushes(streams, lease -> new IngestSink(lease, settings.ingest()), settings.push());
    parts.add(pushes::cancelAll);
    controlSocket =
        parts.add(
            HttpSocket.start(
                HttpSockets.control(config),
                routes -> {
                  routes.addFilter(new ControlGuard(config.control().token()));
                  PushRoutes.register(routes, pushes);
                }));

    // Viewers ask for streams at the public one.
    WhepRoutes whep = new WhepRoutes(streams, sessions, settings.whep());
    publicSocket =
        parts.add(
            HttpSocket.start(
                HttpSockets.open(config),
                routes -> {
                  whep.register(routes);
                  PlayerRoutes.register(routes);
                }));
  }

  /**
   * Starts it.
   *
   * @throws IOException when an address cannot be bound; nothing is left behind
   */
  static Service start(SluiceConfig config) throws IOException {
    Parts parts = new Parts();
    try {
      return new Service(config, parts);
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** Plays the built-in test stream for as long as the service runs. */
  void playDemo() {
    Thread player = Thread.ofVirtual().name("demo").start(new DemoStream(streams));
    parts.add(player::interrupt);
  }

  /** Where a browser on this machine watches a stream. */
  String playerAddress(String stream) {
    return "http://" + reachable(config.publicHttp().host(), publicSocket) + "/play/" + stream;
  }

  /** One line that says that everything works, and where. */
  String readyLine() {
    return "Ready: player and WHEP http://%s, ingest http://%s/ingest/NAME, media UDP %s"
        .formatted(
            reachable(config.publicHttp().host(), publicSocket),
            reachable(config.control().host(), controlSocket),
            udp.addresses().getFirst().getPort());
  }

  private static String reachable(String host, HttpSocket socket) {
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String name = everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return name + ":" + socket.port();
  }

  /** Says bye to all viewers and stops. */
  @Override
  public void close() {
    parts.close();
  }

  private static WallClock wallClock() {
    long unixNanos = Duration.ofMillis(System.currentTimeMillis()).toNanos();
    return new WallClock(Ticks90k.ofNanos(unixNanos) - Ticks90k.ofNanos(System.nanoTime()));
  }
}
