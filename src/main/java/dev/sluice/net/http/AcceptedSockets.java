package dev.sluice.net.http;

import dev.sluice.net.address.ConnectionShares;
import io.helidon.webserver.CloseConnectionException;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The accepted sockets that Helidon has not handed over yet. Helidon closes some without a word,
 * for example because their client has left. Thread-safe.
 */
final class AcceptedSockets {
  /** The share of each client address. */
  final ConnectionShares shares;

  /** By remote and local address. */
  private final Map<List<SocketAddress>, Accepted> waiting = new ConcurrentHashMap<>();

  /**
   * A socket and its place.
   *
   * @param socket open
   * @param place of its client address
   */
  record Accepted(Socket socket, ConnectionShares.Place place) {}

  AcceptedSockets(ConnectionShares shares) {
    this.shares = shares;
  }

  /**
   * Adds a socket.
   *
   * @throws CloseConnectionException if its address has its share; Helidon then closes it
   */
  void add(Socket socket) {
    ConnectionShares.Place place =
        shares
            .admit(socket.getInetAddress())
            .orElseThrow(
                () -> new CloseConnectionException("The address has its share of connections"));
    Accepted before =
        waiting.put(
            List.of(socket.getRemoteSocketAddress(), socket.getLocalSocketAddress()),
            new Accepted(socket, place));
    if (before != null) {
      // Its addresses are in use again, so it has been closed.
      before.place.close();
    }
  }

  /** Removes the socket with these addresses. */
  Optional<Accepted> take(SocketAddress remote, SocketAddress local) {
    return Optional.ofNullable(waiting.remove(List.of(remote, local)));
  }

  /** Removes the sockets that are closed, and gives their places back. */
  void removeClosed() {
    waiting
        .values()
        .removeIf(
            one -> {
              boolean closed = one.socket.isClosed();
              if (closed) {
                one.place.close();
              }
              return closed;
            });
  }
}
