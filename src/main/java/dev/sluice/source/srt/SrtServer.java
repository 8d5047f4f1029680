package dev.sluice.source.srt;

import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.net.address.ConnectionShares;
import dev.sluice.net.libsrt.SrtException;
import dev.sluice.net.libsrt.SrtSocket;
import dev.sluice.source.supervisor.PublishRights;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.Sources;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The port for publishers of all streams: the stream id of a caller names its stream. Each
 * connection has a thread of its own, {@code srt-STREAM}, which runs all of ingest.
 */
public final class SrtServer implements AutoCloseable {
  private static final Duration LONGEST_ACCEPT = Duration.ofSeconds(2);

  private final SrtRuntime runtime;
  private final boolean encrypted;
  private final Sources sources;
  private final Function<InetAddress, SourceClient> clients;
  private final Duration silence;
  private final FaultGuard faults;
  private final SrtAcceptor<SrtPublisher> acceptor;
  private final Map<SrtConnection, Thread> open = new ConcurrentHashMap<>();
  private final Thread accepting;

  private SrtServer(
      SrtRuntime runtime,
      SrtSettings settings,
      Sources sources,
      Function<InetAddress, SourceClient> clients,
      Duration silence,
      FaultGuard faults,
      SrtAcceptor<SrtPublisher> acceptor) {
    this.runtime = runtime;
    this.encrypted = !settings.passphrase.isEmpty();
    this.sources = sources;
    this.clients = clients;
    this.silence = silence;
    this.faults = faults;
    this.acceptor = acceptor;
    this.accepting = Thread.ofPlatform().daemon().name("srt-accept").start(this::accept);
  }

  /**
   * Listens at the port of the settings.
   *
   * @param rights checks publishers
   * @param shares limits connections
   * @param clients makes the key of an address for limits
   * @param silence longest time from a connection to its first packet
   * @throws SrtException if the library is missing, or the address is in use
   */
  public static SrtServer start(
      SrtRuntime runtime,
      SrtSettings settings,
      Sources sources,
      PublishRights rights,
      ConnectionShares shares,
      Function<InetAddress, SourceClient> clients,
      Duration silence,
      FaultGuard faults)
      throws SrtException {
    SrtAcceptor<SrtPublisher> acceptor =
        SrtAcceptor.open(
            runtime.library(),
            new InetSocketAddress(settings.host, settings.port),
            settings.options(),
            new SrtAdmission(runtime, sources, rights, shares));
    return new SrtServer(runtime, settings, sources, clients, silence, faults, acceptor);
  }

  private void accept() {
    runtime.enter();
    try {
      faults.repeat(this::acceptOne);
    } finally {
      runtime.leave();
    }
  }

  /** Returns false if the port is closed. */
  private boolean acceptOne() throws InterruptedException {
    Optional<SrtAcceptor.Arrival<SrtPublisher>> next = acceptor.next();
    next.ifPresent(this::admit);
    return next.isPresent();
  }

  private void admit(SrtAcceptor.Arrival<SrtPublisher> arrival) {
    SrtPublisher publisher = arrival.caller();
    SrtSocket socket = arrival.socket();
    if (socket == null) {
      publisher.place().close();
      runtime.failedHandshake(publisher.stream(), encrypted);
      return;
    }
    try {
      begin(publisher, socket);
    } catch (Throwable e) {
      // Such as no memory for its thread.
      publisher.place().close();
      socket.close();
      throw e;
    }
  }

  private void begin(SrtPublisher publisher, SrtSocket socket) {
    SrtConnection connection =
        new SrtConnection(
            runtime,
            sources,
            socket,
            publisher,
            clients.apply(publisher.address()),
            silence.toNanos());
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("srt-" + publisher.stream())
            .unstarted(
                () -> {
                  faults.run(connection);
                  open.remove(connection);
                });
    open.put(connection, thread);
    try {
      thread.start();
    } catch (Throwable e) {
      open.remove(connection);
      throw e;
    }
  }

  /** The UDP port. */
  public int port() {
    return acceptor.address().map(InetSocketAddress::getPort).orElse(0);
  }

  /** Number of open connections. */
  public int connections() {
    return open.size();
  }

  /** Closes the port and tells all connections to end. */
  @Override
  public void close() {
    acceptor.close();
    // It may begin more connections until it has ended.
    awaitAccepting();
    open.forEach(
        (connection, thread) -> {
          connection.stop();
          thread.interrupt();
        });
  }

  private void awaitAccepting() {
    try {
      boolean unused = accepting.join(LONGEST_ACCEPT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
