package dev.sluice.net.http;

import dev.sluice.base.counters.SharedEnumCounters;
import dev.sluice.net.address.ConnectionShares;
import dev.sluice.net.framing.Http2Fault;
import dev.sluice.net.framing.Http2Guard;
import dev.sluice.net.tls.TlsCertificate;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The connections of a listener, from the moment they are accepted. It is the only selector, so
 * that Helidon hands a connection over before it reads a byte.
 *
 * <p>Upgrade from HTTP/1.1 to HTTP/2 is not offered: RFC 9113 section 3.1 has withdrawn it.
 */
final class ClientConnections implements ServerConnectionSelector {
  /** Concurrent requests of one HTTP/2 connection. */
  private static final long MAX_CONCURRENT_STREAMS = 256;

  /**
   * Streams that a client may reset unanswered in 10 s. Also the streams that Helidon may reset in
   * the life of a connection, for bodies whose length differs from Content-Length. A proxy has one
   * connection for many clients.
   */
  private static final int MAX_RESETS = 250;

  /** Period of the interrupts of handlers whose connection has ended. */
  private static final long INTERRUPT_PERIOD_MILLIS = 20;

  /** Wait for a client that does not take the answer. */
  private static final Duration WINDOW_WAIT = Duration.ofSeconds(15);

  /** Helidon's HTTP/1.1. */
  final ServerConnectionSelector http1 =
      Http1ConnectionSelector.builder()
          .config(
              // The checked heads are shorter.
              Http1Config.builder().maxPrologueLength(32_768).maxHeadersSize(32_768).build())
          .build();

  /** Helidon's HTTP/2. */
  final ServerConnectionSelector http2;

  /** Open connections. */
  final AtomicInteger open = new AtomicInteger();

  /** Threads that handle requests of HTTP/2 connections. */
  final AtomicInteger http2Threads = new AtomicInteger();

  /** Failed TLS handshakes. */
  final LongAdder failedHandshakes = new LongAdder();

  /** HTTP/2 connections ended by {@link Http2Guard}, by reason. */
  final SharedEnumCounters<Http2Fault> http2Faults = new SharedEnumCounters<>(Http2Fault.class);

  /** For TLS; empty for plain HTTP. */
  final Optional<TlsCertificate> certificate;

  /** Requests whose framing was refused. */
  final FramingRefusals refusals = new FramingRefusals();

  /** Connections that were closed because their clients did not read an answer. */
  final LongAdder unreadAnswers = new LongAdder();

  /** Closes connections at the end of their time limits. */
  final ConnectionWatch watch;

  /** Time limits of each connection. */
  final TimeLimits limits;

  /** Sockets that Helidon has not handed over yet. */
  final AcceptedSockets accepted;

  ClientConnections(
      Optional<TlsCertificate> certificate, TimeLimits limits, ConnectionShares shares) {
    this.accepted = new AcceptedSockets(shares);
    this.watch = new ConnectionWatch(accepted);
    this.certificate = certificate;
    this.limits = limits;
    Duration silence = limits.silence();
    this.http2 =
        Http2ConnectionSelector.builder()
            .http2Config(
                Http2Config.builder()
                    .maxConcurrentStreams(MAX_CONCURRENT_STREAMS)
                    .maxHeaderListSize(Http2Guard.MAX_HEADER_LIST_BYTES)
                    .maxRapidResets(MAX_RESETS)
                    .flowControlTimeout(silence.compareTo(WINDOW_WAIT) < 0 ? silence : WINDOW_WAIT)
                    .build())
            .build();
  }

  /**
   * Options of accepted sockets. Helidon applies them to each accepted connection, which makes the
   * socket known here.
   */
  SocketOptions socketOptions() {
    SocketOptions plain = SocketOptions.builder().tcpNoDelay(true).build();
    return DelegatingProxy.of(
        SocketOptions.class,
        plain,
        Map.of("configureSocket", arguments -> accept(plain, (SocketChannel) arguments[0])));
  }

  private boolean accept(SocketOptions options, SocketChannel channel) {
    accepted.add(channel.socket());
    options.configureSocket(channel);
    return true;
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    return accepted
        .take(context.remotePeer().address(), context.localPeer().address())
        .map(one -> new ClientConnection(context, one, this))
        .orElseThrow(() -> new CloseConnectionException("The connection is not known"));
  }

  @Override
  public int bytesToIdentifyConnection() {
    return 0;
  }

  @Override
  public Support supports(BufferData data) {
    return Support.SUPPORTED;
  }

  /** None, because {@link ClientConnection} does the TLS handshake. */
  @Override
  public Set<String> supportedApplicationProtocols() {
    return Set.of();
  }

  /**
   * Interrupts the handlers of an ended HTTP/2 connection until they are done. Helidon swallows an
   * interrupt while it writes or reads, and then waits for the rest of a body.
   */
  static void end(ExecutorService handlers) {
    handlers.shutdownNow();
    if (!handlers.isTerminated()) {
      Thread.ofVirtual().start(() -> interruptUntilDone(handlers));
    }
  }

  private static void interruptUntilDone(ExecutorService handlers) {
    try {
      while (!handlers.awaitTermination(INTERRUPT_PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        handlers.shutdownNow();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts this thread", e);
    }
  }

  /** Makes the threads for the requests of HTTP/2 connections. */
  ThreadFactory http2ThreadFactory() {
    return task ->
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  http2Threads.incrementAndGet();
                  try {
                    task.run();
                  } finally {
                    http2Threads.decrementAndGet();
                  }
                });
  }
}
