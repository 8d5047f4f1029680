package dev.sluice.source.rtmp;

import dev.sluice.base.counters.SharedEnumCounters;
import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.net.address.ConnectionShares;
import dev.sluice.stream.log.InputMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Accepts publishers. Each connection has a platform thread, which runs all of ingest, as that of a
 * push does.
 */
public final class RtmpServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RtmpServer.class.getName());
  private static final int BACKLOG = 64;

  /** Pause after a failure: without descriptors the next attempt fails at once. */
  private static final long NAP_NANOS = Duration.ofMillis(100).toNanos();

  private static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);

  private final ServerSocket listener;
  private final ConnectionShares shares;
  private final RtmpPublishing publishing;
  private final FaultGuard faults;
  private final Set<RtmpConnection> connections = ConcurrentHashMap.newKeySet();
  private final SharedEnumCounters<RtmpCounter> counters =
      new SharedEnumCounters<>(RtmpCounter.class);
  private final RateLimitedLog log = new RateLimitedLog(LOG, System::nanoTime);

  private RtmpServer(
      ServerSocket listener,
      ConnectionShares shares,
      RtmpPublishing publishing,
      FaultGuard faults) {
    this.listener = listener;
    this.shares = shares;
    this.publishing = publishing;
    this.faults = faults;
  }

  /**
   * Binds the socket and begins to accept.
   *
   * @param port 0 for any free one
   * @param shares of the connections
   * @param publishing opens the sources
   * @throws IOException if the address cannot be bound
   */
  public static RtmpServer start(
      String host,
      int port,
      ConnectionShares shares,
      RtmpPublishing publishing,
      PeriodicTasks tasks)
      throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
    } catch (IOException e) {
      listener.close();
      throw new IOException(
          "The RTMP port %d cannot be bound at %s: %s. Choose another rtmp.port."
              .formatted(port, host, e.getMessage()),
          e);
    }
    return start(listener, shares, publishing, tasks);
  }

  /** Begins to accept on a socket that is bound. */
  static RtmpServer start(
      ServerSocket listener,
      ConnectionShares shares,
      RtmpPublishing publishing,
      PeriodicTasks tasks) {
    FaultGuard faults = tasks.faults().guard("rtmp");
    RtmpServer server = new RtmpServer(listener, shares, publishing, faults);
    Thread.ofPlatform().daemon().name("rtmp-accept").start(() -> faults.repeat(server::acceptOne));
    tasks.start("rtmp_sweep", SWEEP_PERIOD, server::sweep);
    return server;
  }

  /** Returns false if the socket is closed. */
  private boolean acceptOne() {
    try {
      admit(listener.accept());
    } catch (IOException e) {
      if (listener.isClosed()) {
        return false;
      }
      // No descriptors, or the client left while it waited.
      log.log(
          System.Logger.Level.WARNING,
          "accept",
          "An RTMP connection was not accepted: " + e.getMessage());
      LockSupport.parkNanos(NAP_NANOS);
    }
    return true;
  }

  private void admit(Socket socket) throws IOException {
    Optional<ConnectionShares.Place> place = shares.admit(socket.getInetAddress());
    if (place.isEmpty()) {
      socket.close();
      return;
    }
    counters.increment(RtmpCounter.CONNECTIONS);
    try {
      begin(socket, place.get());
    } catch (Throwable e) {
      // Such as no memory for its buffer or its thread.
      place.get().close();
      socket.close();
      throw e;
    }
  }

  private void begin(Socket socket, ConnectionShares.Place place) {
    InputMemory memory = publishing.sources().connectionMemory(RtmpConnection.OWN_BYTES);
    try {
      start(new RtmpConnection(socket, memory, publishing, counters, log), place);
    } catch (Throwable e) {
      memory.close();
      throw e;
    }
  }

  private void start(RtmpConnection connection, ConnectionShares.Place place) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("rtmp")
            .unstarted(
                () -> {
                  faults.run(connection::run);
                  connections.remove(connection);
                  place.close();
                });
    connections.add(connection);
    try {
      thread.start();
    } catch (Throwable e) {
      connections.remove(connection);
      throw e;
    }
  }

  /** Ends the connections whose deadline has passed. */
  void sweep(long nowNanos) {
    connections.forEach(connection -> connection.sweep(nowNanos));
  }

  /** Port on which it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Open connections. */
  public int connections() {
    return shares.taken();
  }

  /** Connections closed at once because their address had its share. */
  public long refusedConnections() {
    return shares.refused();
  }

  /** Events so far, by name. */
  public Map<String, Long> counts() {
    return counters.byName();
  }

  /** Accepts no more, and ends the connections whose sources have ended or not begun. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "The RTMP socket was not closed", e);
    }
    connections.forEach(RtmpConnection::stop);
  }
}
