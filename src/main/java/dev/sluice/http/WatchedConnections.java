package dev.sluice.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The protocols of a listener, HTTP/1.1 and HTTP/2 with prior knowledge or ALPN, on connections
 * that tell {@link ClientPresence} when they end.
 *
 * <p>Upgrade from HTTP/1.1 to HTTP/2 is not offered: RFC 9113 section 3.1 has withdrawn it.
 */
public final class WatchedConnections {
  private WatchedConnections() {}

  /** Selectors for {@code ListenerConfig.connectionSelectors}, in the order they must stand. */
  public static List<ServerConnectionSelector> selectors(Http1Config http1, Http2Config http2) {
    return List.of(
        new Selector(
            Http2ConnectionSelector.builder().http2Config(http2).build(),
            WatchedConnection.Http2::new),
        new Selector(
            Http1ConnectionSelector.builder().config(http1).build(), WatchedConnection.Http1::new));
  }

  private record Selector(
      ServerConnectionSelector protocol, Function<DataReader, WatchedConnection> watched)
      implements ServerConnectionSelector {
    @Override
    public int bytesToIdentifyConnection() {
      return protocol.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
      return protocol.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
      return protocol.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
      WatchedConnection connection = watched.apply(context.dataReader());
      return new WatchedServerConnection(
          protocol.connection(new WatchedContext(context, connection)), connection.departures);
    }
  }
}
