package dev.sluice.net.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A connection from its first byte to its end: TLS where the socket has it, then HTTP/1.1 or
 * HTTP/2. The server itself would wait for the first bytes for ever, and would not count down its
 * open connections when a handshake fails.
 */
final class FrontConnection implements ServerConnection, InterruptableTask<Void> {
  private static final String HTTP_2 = "h2";
  private static final List<String> PROTOCOLS = List.of(HTTP_2, "http/1.1");

  private final ConnectionContext context;
  private final Optional<SSLContext> tls;
  private final WatchedConnections all;
  private final Transport plain;
  private final ReadWatch beginning;
  private volatile @Nullable ServerConnection protocol;

  /**
   * @param tls with the certificate of the moment; empty for plain HTTP
   */
  FrontConnection(ConnectionContext context, Optional<SSLContext> tls, WatchedConnections all) {
    this.context = context;
    this.tls = tls;
    this.all = all;
    this.plain = new PlainTransport(context);
    this.beginning = new ReadWatch(plain::cut);
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    Optional<Transport> transport = all.whileBeginning(beginning, this::open);
    if (transport.isEmpty()) {
      return;
    }
    try {
      serve(transport.get(), limit);
    } finally {
      transport.get().close();
    }
  }

  private Optional<Transport> open() {
    if (tls.isEmpty()) {
      return Optional.of(plain);
    }
    try {
      return Optional.of(TlsTransport.accept(tls.get(), plain, PROTOCOLS));
    } catch (IOException e) {
      all.handshakeFailed();
      return Optional.empty();
    }
  }

  private void serve(Transport transport, Limit limit) throws InterruptedException {
    FirstBytes bytes = new FirstBytes(transport);
    boolean agreed = transport.protocol().equals(HTTP_2);
    if (!agreed && !all.whileBeginning(beginning, bytes::await)) {
      return;
    }
    boolean http2 = agreed || bytes.isHttp2();
    WatchedConnection connection = all.open(http2, bytes.modernize(), bytes, transport);
    try {
      ServerConnection chosen =
          all.protocol(http2, new WatchedContext(context, transport, connection));
      protocol = chosen;
      chosen.handle(limit);
    } finally {
      all.closed(connection);
    }
  }

  @Override
  public boolean canInterrupt() {
    ServerConnection chosen = protocol;
    return chosen == null || (chosen instanceof InterruptableTask<?> task && task.canInterrupt());
  }

  @Override
  public Duration idleTime() {
    ServerConnection chosen = protocol;
    return chosen == null ? Duration.ZERO : chosen.idleTime();
  }

  @Override
  public void close(boolean interrupt) {
    ServerConnection chosen = protocol;
    if (chosen == null) {
      beginning.end();
    } else {
      chosen.close(interrupt);
    }
  }
}
