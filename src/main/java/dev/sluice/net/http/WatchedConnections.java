package dev.sluice.net.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * The connections of a listener, HTTP/1.1 and HTTP/2 with prior knowledge or ALPN, which tell
 * {@link ClientPresence} when they end and do not stay silent for ever.
 *
 * <p>Upgrade from HTTP/1.1 to HTTP/2 is not offered: RFC 9113 section 3.1 has withdrawn it.
 */
final class WatchedConnections implements ServerConnectionSelector {
  /** Requests of one HTTP/2 connection at a time. */
  private static final long MAX_CONCURRENT_STREAMS = 256;

  private final ServerConnectionSelector http1 =
      Http1ConnectionSelector.builder().config(Http1Config.create()).build();
  private final ServerConnectionSelector http2 =
      Http2ConnectionSelector.builder()
          .http2Config(Http2Config.builder().maxConcurrentStreams(MAX_CONCURRENT_STREAMS).build())
          .build();
  private final Set<WatchedConnection> live = ConcurrentHashMap.newKeySet();
  private final Set<ReadWatch> beginning = ConcurrentHashMap.newKeySet();
  private final AtomicInteger http2Threads = new AtomicInteger();
  private final LongAdder failedHandshakes = new LongAdder();
  private final Optional<TlsCertificate> certificate;
  private final long silenceNanos;

  /**
   * @param certificate for TLS; empty for plain HTTP
   * @param silence a connection that owes bytes for longer is closed: one that has just begun, one
   *     between requests, in the middle of a request, or in the middle of a body
   */
  WatchedConnections(Optional<TlsCertificate> certificate, Duration silence) {
    this.certificate = certificate;
    this.silenceNanos = silence.toNanos();
  }

  @Override
  public int bytesToIdentifyConnection() {
    return 0;
  }

  /** Takes every connection, before anything of it was read: it is the only selector. */
  @Override
  public Support supports(BufferData data) {
    return Support.SUPPORTED;
  }

  /** None for the server itself, which knows nothing of TLS. */
  @Override
  public Set<String> supportedApplicationProtocols() {
    return Set.of();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    Optional<SSLContext> tls = certificate.map(TlsCertificate::context);
    return new FrontConnection(context, tls, this);
  }

  /** Runs the beginning of a connection, which has to be over in the time of silence. */
  <T> T whileBeginning(ReadWatch watch, Supplier<T> task) {
    beginning.add(watch);
    try {
      return watch.read(task);
    } finally {
      beginning.remove(watch);
    }
  }

  /**
   * A connection has begun to speak HTTP.
   *
   * @param single whether it is closed behind the first answer
   * @param bytes what comes over {@code transport}, from the first one on
   */
  WatchedConnection open(boolean isHttp2, boolean single, FirstBytes bytes, Transport transport) {
    WatchedConnection connection =
        isHttp2
            ? new WatchedConnection.Http2(bytes, transport, http2Threads)
            : new WatchedConnection.Http1(bytes, transport, single);
    live.add(connection);
    return connection;
  }

  /** The server's code for its requests. */
  ServerConnection protocol(boolean isHttp2, ConnectionContext context) {
    return (isHttp2 ? http2 : http1).connection(context);
  }

  /** The server has finished with it, for whatever reason. */
  void closed(WatchedConnection connection) {
    live.remove(connection);
    connection.departures.connectionClosed();
  }

  void handshakeFailed() {
    failedHandshakes.increment();
  }

  /** How many TLS handshakes failed. */
  long failedHandshakes() {
    return failedHandshakes.sum();
  }

  /** Closes the connections that have been silent for too long; to be called now and then. */
  void sweep(long nowNanos) {
    beginning.forEach(watch -> watch.endIfOlder(silenceNanos, nowNanos));
    live.forEach(connection -> connection.endIfSilent(silenceNanos, nowNanos));
  }

  /** How many connections there are. */
  int count() {
    return live.size() + beginning.size();
  }

  /** How many threads handle requests of HTTP/2 connections. */
  int http2Threads() {
    return http2Threads.get();
  }
}
