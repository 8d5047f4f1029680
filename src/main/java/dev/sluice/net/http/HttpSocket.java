package dev.sluice.net.http;

import dev.sluice.base.tasks.PeriodicTask;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.net.address.ConnectionShares;
import dev.sluice.net.address.LimitKeys;
import dev.sluice.net.framing.RequestFault;
import dev.sluice.net.tls.TlsCertificate;
import io.helidon.http.Header;
import io.helidon.http.Status;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
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

/** A listening HTTP socket and its routes, from start to {@link #close}. */
public final class HttpSocket implements AutoCloseable {
  private static final Duration GRACE = Duration.ofMillis(300);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final ListeningServer server;
  private final ClientConnections connections;
  private final List<PeriodicTask> watches;
  private final Optional<TlsCertificate> certificate;

  private HttpSocket(
      ListeningServer server,
      ClientConnections connections,
      List<PeriodicTask> watches,
      Optional<TlsCertificate> certificate) {
    this.server = server;
    this.connections = connections;
    this.watches = List.copyOf(watches);
    this.certificate = certificate;
  }

  /**
   * The settings of a socket.
   *
   * @param name used in messages
   * @param host address or localhost
   * @param port 0 for any free port
   * @param maxConnections limit for open connections, -1 for none
   * @param silence time limit for each read; longer silence closes a connection unless a request of
   *     it is held
   * @param receiveBytes receive buffer of the kernel
   * @param cors whether pages of any origin may use it
   * @param tls the certificate; empty for plain HTTP
   * @param limitKeys keys of client addresses, which share the connections fairly
   * @param strays finds pushes among the refused requests
   */
  public record Settings(
      String name,
      String host,
      int port,
      int maxConnections,
      Duration silence,
      int receiveBytes,
      boolean cors,
      Optional<TlsCertificate> tls,
      LimitKeys limitKeys,
      StrayPushes strays) {
    /** Settings for plain HTTP, without exempt addresses. */
    public Settings(
        String name,
        String host,
        int port,
        int maxConnections,
        Duration silence,
        int receiveBytes,
        boolean cors) {
      this(
          name,
          host,
          port,
          maxConnections,
          silence,
          receiveBytes,
          cors,
          Optional.empty(),
          new LimitKeys(List.of()));
    }

    /** Settings of a socket that the log does not name. */
    public Settings(
        String name,
        String host,
        int port,
        int maxConnections,
        Duration silence,
        int receiveBytes,
        boolean cors,
        Optional<TlsCertificate> tls,
        LimitKeys limitKeys) {
      this(
          name,
          host,
          port,
          maxConnections,
          silence,
          receiveBytes,
          cors,
          tls,
          limitKeys,
          StrayPushes.unnamed());
    }
  }

  /**
   * Loads what Helidon needs for any server, as a part of the start that runs beside others. These
   * must use nothing of Helidon meanwhile: two threads that initialize its classes could wait for
   * each other.
   */
  public static void load() {
    WebServerConfig unusedConfig =
        WebServer.builder()
            .protocolsDiscoverServices(false)
            .contentEncoding(ContentCodings.undecoded())
            .routing(HttpRouting.builder())
            .buildPrototype();
    MediaContext unusedMedia = MediaContext.create();
  }

  /**
   * Starts to listen.
   *
   * @param tasks runs the watchdog of the connections; its faults count exceptions that no route
   *     expects, under http
   * @param adder adds routes and filters, which run after the socket's own filters
   * @throws IOException when the address cannot be bound; the message names address and cause
   */
  public static HttpSocket start(
      Settings settings, PeriodicTasks tasks, Consumer<HttpRouting.Builder> adder)
      throws IOException {
    return start(settings, TimeLimits.of(settings.silence()), tasks, adder);
  }

  static HttpSocket start(
      Settings settings,
      TimeLimits limits,
      PeriodicTasks tasks,
      Consumer<HttpRouting.Builder> adder)
      throws IOException {
    ClientConnections connections =
        new ClientConnections(
            settings.tls(),
            limits,
            new ConnectionShares(
                "to the %s socket".formatted(settings.name()),
                settings.maxConnections() < 0 ? Integer.MAX_VALUE : settings.maxConnections(),
                settings.limitKeys()));
    requireFree(settings);
    ListeningServer server =
        ListeningServer.start(
            settings.name(),
            port -> config(settings, port, connections, routes(settings, tasks, adder)),
            settings.port());
    if (!server.listens()) {
      throw new IOException(cannotListen(settings, "the log says why"));
    }
    return new HttpSocket(
        server,
        connections,
        List.of(
            connections.watch.start(tasks),
            tasks.start("http_listen", LOOK, nowNanos -> server.look())),
        settings.tls());
  }

  private static HttpRouting.Builder routes(
      Settings settings, PeriodicTasks tasks, Consumer<HttpRouting.Builder> adder) {
    HttpRouting.Builder routes = HttpRouting.builder().addFilter(ClientPresence::filter);
    if (settings.cors()) {
      routes.addFilter(Cors::filter);
    }
    routes.addFilter(HttpSocket::refuseMalformed).addFilter(ContentCodings::filter);
    new Failures(tasks.faults().guard("http"), settings.strays()).register(routes);
    adder.accept(routes);
    return routes;
  }

  private static WebServerConfig config(
      Settings settings, int port, ClientConnections connections, HttpRouting.Builder routes) {
    List<Header> always = settings.cors() ? Cors.headers() : List.of();
    return WebServer.builder()
        .shutdownHook(false)
        .host(settings.host())
        .port(port)
        .maxTcpConnections(settings.maxConnections())
        .shutdownGracePeriod(GRACE)
        .listenerSocketOptions(
            Map.of(
                StandardSocketOptions.SO_REUSEADDR,
                true,
                StandardSocketOptions.SO_RCVBUF,
                settings.receiveBytes()))
        // Sockets of channels have read time limits, channels have not.
        .useNio(false)
        .connectionOptions(connections.socketOptions())
        .connectionSelectors(List.of(connections))
        .protocolsDiscoverServices(false)
        .contentEncoding(ContentCodings.undecoded())
        .directHandlers(Failures.direct(always))
        .routing(routes)
        .buildPrototype();
  }

  /** A filter for all routes: answers the requests that stand for malformed ones of HTTP/2. */
  private static void refuseMalformed(
      FilterChain chain, RoutingRequest request, RoutingResponse response) {
    Optional<RequestFault> fault = RequestFault.of(request.prologue().uriPath().rawPath());
    if (fault.isPresent()) {
      throw Problem.of(Status.create(fault.get().status()), fault.get().sentence()).toException();
    }
    chain.proceed();
  }

  /** Binds for a trial, because Helidon only logs why it cannot bind. */
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

  /** The local port. */
  public int port() {
    return server.port();
  }

  /** Number of open connections. */
  public int connections() {
    return connections.open.get();
  }

  /** Number of connections closed at once because their address had its share. */
  public long refusedConnections() {
    return connections.accepted.shares.refused();
  }

  /** Number of failed TLS handshakes. */
  public long failedHandshakes() {
    return connections.failedHandshakes.sum();
  }

  /** Number of certificate reloads. */
  public long certificateReloads() {
    return certificate.map(TlsCertificate::reloads).orElse(0L);
  }

  /** Number of times a changed certificate could not be used. */
  public long certificateRefusals() {
    return certificate.map(TlsCertificate::failedReloads).orElse(0L);
  }

  /** Number of HTTP/2 connections ended for what their client sent, by reason in lower case. */
  public Map<String, Long> http2Faults() {
    return connections.http2Faults.byName();
  }

  /** Number of requests whose framing was refused, by the lower-case name of the fault. */
  public Map<String, Long> framingRefusals() {
    return connections.refusals.byFault();
  }

  /** Number of connections closed because the client did not read its answer. */
  public long unreadAnswers() {
    return connections.unreadAnswers.sum();
  }

  /** The present server. */
  ListeningServer server() {
    return server;
  }

  int http2Threads() {
    return connections.http2Threads.get();
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() {
    watches.forEach(PeriodicTask::close);
    server.close();
  }
}
