package dev.sluice.net.http;

import dev.sluice.base.tasks.PeriodicTask;
import dev.sluice.base.tasks.PeriodicTasks;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes the connections whose reads or writes are overdue. A blocked write knows no time limit,
 * and behind TLS a read may be fed single bytes of a record. It also forgets the sockets that
 * Helidon closed before a connection began. Thread-safe.
 */
final class ConnectionWatch {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final AcceptedSockets accepted;
  private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();

  /**
   * @param accepted sockets without a connection yet
   */
  ConnectionWatch(AcceptedSockets accepted) {
    this.accepted = accepted;
  }

  void add(ClientConnection connection) {
    connections.add(connection);
  }

  void remove(ClientConnection connection) {
    connections.remove(connection);
  }

  /** Starts to look at them every second. */
  PeriodicTask start(PeriodicTasks tasks) {
    return tasks.start("http_watch", PERIOD, this::look);
  }

  private void look(long nowNanos) {
    connections.forEach(connection -> connection.closeIfOverdue(nowNanos));
    accepted.removeClosed();
  }
}
