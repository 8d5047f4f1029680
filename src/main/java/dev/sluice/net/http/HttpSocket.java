package dev.sluice.net.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.Header;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One listening HTTP socket with its routes, from its start to {@link #close}. */
public final class HttpSocket implements AutoCloseable {
  private static final Duration GRACE = Duration.ofMillis(300);
  private static final Duration MAX_SWEEP = Duration.ofSeconds(1);

  private final WebServer server;
  private final WatchedConnections connections;
  private final Optional<TlsCertificate> certificate;
  private final Thread sweeper;

  private HttpSocket(
      WebServer server,
      WatchedConnections connections,
      Optional<TlsCertificate> certificate,
      Thread sweeper) {
    this.certificate = certificate;
    this.server = server;
    this.connections = connections;
    this.sweeper = sweeper;
  }

  /**
   * What a socket is made with.
   *
   * @param name for messages and threads
   * @param host address or localhost
   * @param port 0 for any free one
   * @param maxConnections most open connections, -1 for any number
   * @param silence a connection that owes bytes for longer is closed
   * @param receiveBytes receive buffer of the kernel
   * @param cors whether pages from anywhere may use it
   * @param tls its certificate; empty for plain HTTP
   */
  public record Settings(
      String name,
      String host,
      int port,
      int maxConnections,
      Duration silence,
      int receiveBytes,
      boolean cors,
      Optional<TlsCertificate> tls) {
    /** For plain HTTP. */
    public Settings(
        String name,
        String host,
        int port,
        int maxConnections,
        Duration silence,
        int receiveBytes,
        boolean cors) {
      this(name, host, port, maxConnections, silence, receiveBytes, cors, Optional.empty());
    }
  }

  /**
   * Starts to listen.
   *
   * @param adder adds routes and filters; those of the socket stand before them
   * @throws IOException when the address cannot be bound; the message says which and why
   */
  public static HttpSocket start(Settings settings, Consumer<HttpRouting.Builder> adder)
      throws IOException {
    WatchedConnections connections = new WatchedConnections(settings.tls(), settings.silence());
    List<Header> always = settings.cors() ? Cors.headers() : List.of();
    HttpRouting.Builder routes = HttpRouting.builder().addFilter(ClientPresence::filter);
    if (settings.cors()) {
      routes.addFilter(Cors::filter);
    }
    new Failures().register(routes);
    adder.accept(routes);
    WebServer server =
        WebServer.builder()
            .shutdownHook(false)
            .host(settings.host())
            .port(settings.port())
            .maxTcpConnections(settings.maxConnections())
            .shutdownGracePeriod(GRACE)
            // Its own timer cannot end a request that stalls; the sweep below can.
            .idleConnectionTimeout(Duration.ofDays(1))
            .listenerSocketOptions(
                Map.of(
                    StandardSocketOptions.SO_REUSEADDR,
                    true,
                    StandardSocketOptions.SO_RCVBUF,
                    settings.receiveBytes()))
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            .connectionSelectors(List.of(connections))
            // The only selector gets connections before the server has waited for bytes.
            .protocolsDiscoverServices(false)
            .directHandlers(Failures.direct(always))
            .routing(routes)
            .build();
    requireFree(settings);
    server.start();
    if (!server.isRunning()) {
      throw new IOException(cannotListen(settings, "the log says why"));
    }
    Thread sweeper =
        Thread.ofVirtual()
            .name("http-sweep-" + settings.name())
            .start(() -> sweep(connections, settings));
    return new HttpSocket(server, connections, settings.tls(), sweeper);
  }

  private static void sweep(WatchedConnections connections, Settings settings) {
    Duration wanted = settings.silence().dividedBy(4);
    Duration interval = wanted.compareTo(MAX_SWEEP) < 0 ? wanted : MAX_SWEEP;
    try {
      while (true) {
        Thread.sleep(interval);
        connections.sweep(System.nanoTime());
        settings.tls().ifPresent(TlsCertificate::poll);
      }
    } catch (InterruptedException e) {
      // The socket was closed.
    }
  }

  /** Binds once for a trial, because the server only logs why it could not. */
  private static void requireFree(Settings settings) throws IOException {
    try (ServerSocket trial = new ServerSocket()) {
      trial.setReuseAddress(true);
      trial.bind(new InetSocketAddress(settings.host(), settings.port()));
    } catch (IOException e) {
      throw new IOException(cannotListen(settings, e.getMessage()), e);
    }
  }

  private static String cannotListen(Settings settings, @Nullable String why) {
    return "The %s socket cannot listen on %s port %d: %s."
        .formatted(settings.name(), settings.host(), settings.port(), why);
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** How many connections are open. */
  public int connections() {
    return connections.count();
  }

  /** How many TLS handshakes failed. */
  public long failedHandshakes() {
    return connections.failedHandshakes();
  }

  /** How often a changed certificate was taken. */
  public long certificateReloads() {
    return certificate.map(TlsCertificate::reloads).orElse(0L);
  }

  /** How often a changed certificate could not be used. */
  public long certificateRefusals() {
    return certificate.map(TlsCertificate::failedReloads).orElse(0L);
  }

  int http2Threads() {
    return connections.http2Threads();
  }

  /** Ends every connection and stops listening. */
  @Override
  public void close() {
    sweeper.interrupt();
    server.stop();
  }
}
