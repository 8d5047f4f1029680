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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The connections of a listener, HTTP/1.1 and HTTP/2 with prior knowledge or ALPN, which tell
 * {@link ClientPresence} when they end and do not stay silent for ever.
 *
 * <p>Upgrade from HTTP/1.1 to HTTP/2 is not offered: RFC 9113 section 3.1 has withdrawn it.
 */
final class WatchedConnections {
  /** Requests of one HTTP/2 connection at a time. */
  private static final long MAX_CONCURRENT_STREAMS = 256;

  private final Set<WatchedConnection> live = ConcurrentHashMap.newKeySet();
  private final AtomicInteger http2Threads = new AtomicInteger();
  private final long silenceNanos;

  /**
   * @param silence a connection that owes bytes for longer is closed: one between requests, in the
   *     middle of a request, or in the middle of a body
   */
  WatchedConnections(Duration silence) {
    this.silenceNanos = silence.toNanos();
  }

  /** Selectors for {@code ListenerConfig.connectionSelectors}, in the order they must stand. */
  List<ServerConnectionSelector> selectors() {
    Http2Config http2 = Http2Config.builder().maxConcurrentStreams(MAX_CONCURRENT_STREAMS).build();
    Http1Config http1 = Http1Config.create();
    return List.of(
        new Selector(
            Http2ConnectionSelector.builder().http2Config(http2).build(),
            reader -> new WatchedConnection.Http2(reader, http2Threads),
            live),
        new Selector(
            Http1ConnectionSelector.builder().config(http1).build(),
            WatchedConnection.Http1::new,
            live));
  }

  /** Closes the connections that have been silent for too long; to be called now and then. */
  void sweep(long nowNanos) {
    live.forEach(connection -> connection.endIfSilent(silenceNanos, nowNanos));
  }

  /** How many threads handle requests of HTTP/2 connections. */
  int http2Threads() {
    return http2Threads.get();
  }

  private record Selector(
      ServerConnectionSelector protocol,
      Function<DataReader, WatchedConnection> watched,
      Set<WatchedConnection> live)
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
      live.add(connection);
      return new WatchedServerConnection(
          protocol.connection(new WatchedContext(context, connection)),
          () -> {
            live.remove(connection);
            connection.departures.connectionClosed();
          });
    }
  }
}
