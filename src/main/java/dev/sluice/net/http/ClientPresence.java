package dev.sluice.net.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * Tells the handler of a request that its client has left while the handler waits.
 *
 * <p>Helidon does not: on HTTP/1.1 no thread reads the socket while a handler runs, and on HTTP/2
 * neither the end of the connection nor RST_STREAM reaches the handler. A client that closes only
 * its sending side is taken to have left, as common servers do.
 */
public final class ClientPresence {
  private final Optional<ClientConnection> connection;
  private final int requestId;

  private ClientPresence(Optional<ClientConnection> connection, int requestId) {
    this.connection = connection;
    this.requestId = requestId;
  }

  /** The client of that request; always present on a listener not made by {@link HttpSocket}. */
  public static ClientPresence of(ServerRequest request) {
    return new ClientPresence(
        request.listenerContext().context().get(ClientConnection.class), request.id());
  }

  /**
   * A filter for all routes. Helidon does not close a connection whose request or response says so.
   */
  static void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    Optional<ClientConnection> connection = of(request).connection;
    boolean isHttp10 = connection.filter(ClientConnection::isHttp10).isPresent();
    if (isHttp10) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    if (isHttp10 || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
      connection.ifPresent(ClientConnection::closeAfterAnswer);
    }
    try {
      chain.proceed();
    } finally {
      connection.ifPresent(ClientConnection::handled);
    }
    if (response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("The response closes the connection");
    }
  }

  /** The answer that is being sent is the last one of an HTTP/1.1 connection. */
  void closeAfterAnswer() {
    connection.ifPresent(ClientConnection::closeAfterAnswer);
  }

  /** Whether bytes of the request come from an HTTP/1.1 connection of this service. */
  boolean isHttp1() {
    return connection.filter(ClientConnection::isHttp1).isPresent();
  }

  /**
   * Sends {@code 100 Continue} on HTTP/1.1 (RFC 9110 section 15.2.1). Nothing else may be sent at
   * that time.
   */
  public void sendContinue() {
    connection.filter(ClientConnection::isHttp1).ifPresent(ClientConnection::sendContinue);
  }

  /** Whether the client is known to have left. On HTTP/1.1 only a read detects this. */
  public boolean gone() {
    return connection.map(c -> c.gone(requestId)).orElse(false);
  }

  /**
   * Waits for something while the client is there. The request's body must have been read.
   *
   * @param wait parks the calling thread
   * @return the result of {@code wait}
   * @throws InterruptedException when the client has left, see {@link #gone}, or the server stops
   */
  public <T> T whilePresent(Wait<T> wait) throws InterruptedException {
    if (connection.isEmpty()) {
      return wait.await();
    }
    connection.get().hold(requestId);
    T result;
    try {
      result = wait.await();
    } finally {
      connection.get().release(requestId);
    }
    if (gone()) {
      Thread.interrupted();
      throw new InterruptedException("The client left at the last moment");
    }
    return result;
  }

  /** Something that parks the calling thread and can be interrupted. */
  @FunctionalInterface
  public interface Wait<T> {
    /** Parks until there is a result. */
    T await() throws InterruptedException;
  }
}
