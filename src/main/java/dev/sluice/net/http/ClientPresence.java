package dev.sluice.net.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * Whether the client of a request is still there, told while its handler is parked.
 *
 * <p>The server itself tells nothing: on HTTP/1.1 nobody reads the socket while a handler runs, and
 * on HTTP/2 neither the end of the connection nor RST_STREAM reaches the handler. So the listener
 * has to be built with the selectors of {@link WatchedConnections}. A client that closes only its
 * sending side is taken to be gone, as common servers do.
 */
public final class ClientPresence {
  private final Optional<WatchedConnection> connection;
  private final int requestId;

  private ClientPresence(Optional<WatchedConnection> connection, int requestId) {
    this.connection = connection;
    this.requestId = requestId;
  }

  /** The client of that request; always present where the listener does not watch. */
  public static ClientPresence of(ServerRequest request) {
    return new ClientPresence(
        request.listenerContext().context().get(WatchedConnection.class), request.id());
  }

  /**
   * A filter for all routes, so that no thread outlives the client of its request, and that a
   * connection ends when a response said so. The server would go on, and take what is left of a
   * body for the next request.
   */
  static void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    ClientPresence client = of(request);
    client.connection.ifPresent(connection -> connection.handling(request.id()));
    if (client.connection.filter(WatchedConnection::single).isPresent()) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    try {
      chain.proceed();
    } finally {
      client.connection.ifPresent(connection -> connection.handled(request.id()));
    }
    if (response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("The response said that the connection closes");
    }
  }

  /** Whether the client is known to have left; HTTP/1.1 knows only what was read or watched. */
  public boolean gone() {
    return connection.map(c -> c.gone(requestId)).orElse(false);
  }

  /**
   * Waits for something as long as the client is there. The request's body must have been read.
   *
   * @param wait parks the calling thread
   * @return what {@code wait} returned
   * @throws InterruptedException when the client has left, see {@link #gone}, or the server stops
   */
  public <T> T whilePresent(Wait<T> wait) throws InterruptedException {
    Watch watch = watch(Thread.currentThread()::interrupt);
    T result;
    try {
      result = wait.await();
    } finally {
      watch.close();
    }
    if (gone()) {
      Thread.interrupted();
      throw new InterruptedException("The client left at the last moment");
    }
    return result;
  }

  private Watch watch(Runnable onGone) {
    return connection.map(c -> c.watch(requestId, onGone)).orElse(() -> {});
  }

  /** Something that parks the calling thread and can be interrupted. */
  @FunctionalInterface
  public interface Wait<T> {
    /** Parks until there is a result. */
    T await() throws InterruptedException;
  }

  /** A watch that goes on until it is closed; after that its action does not run any more. */
  @FunctionalInterface
  interface Watch {
    void close();
  }
}
