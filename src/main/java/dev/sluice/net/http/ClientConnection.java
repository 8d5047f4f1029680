package dev.sluice.net.http;

import dev.sluice.net.tls.TlsCertificate;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.context.Context;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.SocketWriter;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection from its first byte to its end: TLS where the listener has a certificate, then
 * Helidon's HTTP/1.1 or HTTP/2 over bytes that are read here.
 */
final class ClientConnection implements ServerConnection, InterruptableTask<Void> {
  private static final List<String> ALPN = List.of("h2", "http/1.1");
  private static final String[] TLS_VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private static final int READ_BYTES = 8 * 1024;

  /** For bodies that arrive for hours: several pictures of usual size. */
  private static final int WIDE_READ_BYTES = 64 * 1024;

  private final ConnectionContext context;
  private final Socket raw;
  private final ClientConnections all;
  private final HeldRequests held = new HeldRequests(System.nanoTime());
  private volatile Socket socket;
  private volatile InputStream in = InputStream.nullInputStream();
  private volatile OutputStream out = OutputStream.nullOutputStream();
  private volatile byte[] buffer = new byte[READ_BYTES];
  private volatile Optional<ReadAhead> readAhead = Optional.empty();
  private volatile Optional<Http2Bytes> http2 = Optional.empty();
  private volatile Optional<ExecutorService> executor = Optional.empty();
  private volatile boolean isHttp10;
  private volatile boolean lingering;
  private volatile @Nullable ServerConnection protocol;

  ClientConnection(ConnectionContext context, Socket accepted, ClientConnections all) {
    this.context = context;
    this.raw = accepted;
    this.socket = accepted;
    this.all = all;
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    all.open.incrementAndGet();
    try {
      limitReads(all.silence);
      all.certificate.map(TlsCertificate::context).ifPresent(this::shakeHands);
      in = socket.getInputStream();
      out = socket.getOutputStream();
      ServerConnection started = start();
      protocol = started;
      started.handle(limit);
    } catch (DataReader.InsufficientDataAvailableException | IOException e) {
      throw new CloseConnectionException("The client closed the connection", e);
    } finally {
      end();
    }
  }

  private void shakeHands(SSLContext tlsContext) {
    try {
      SSLSocket secure = (SSLSocket) tlsContext.getSocketFactory().createSocket(raw, null, false);
      secure.setEnabledProtocols(TLS_VERSIONS);
      secure.setHandshakeApplicationProtocolSelector(
          (self, offered) -> offered.stream().filter(ALPN::contains).findFirst().orElse(null));
      secure.startHandshake();
      socket = secure;
    } catch (IOException e) {
      all.failedHandshakes.increment();
      throw new CloseConnectionException("The TLS handshake failed", e);
    }
  }

  /** Chooses Helidon's implementation by the first bytes. */
  private ServerConnection start() {
    boolean agreedHttp2 =
        socket instanceof SSLSocket tls && "h2".equals(tls.getApplicationProtocol());
    FirstBytes bytes = new FirstBytes(this::read, agreedHttp2);
    isHttp10 = bytes.isHttp10();
    return bytes.isHttp2() ? startHttp2(bytes) : startHttp1(bytes);
  }

  private ServerConnection startHttp1(Supplier<byte @Nullable []> bytes) {
    ReadAhead ahead = new ReadAhead(bytes, held::connectionClosed);
    readAhead = Optional.of(ahead);
    return all.http1.connection(contextOver(ahead, context.executor()));
  }

  private ServerConnection startHttp2(Supplier<byte @Nullable []> bytes) {
    ExecutorService handlers = Executors.newThreadPerTaskExecutor(all.http2ThreadFactory());
    executor = Optional.of(handlers);
    Http2Bytes guarded = new Http2Bytes(bytes, all.silence, held::streamReset, all::countFault);
    http2 = Optional.of(guarded);
    return all.http2.connection(contextOver(guarded, handlers));
  }

  /** Helidon's context with this connection's bytes; requests find the connection in it. */
  private ConnectionContext contextOver(
      Supplier<byte @Nullable []> bytes, ExecutorService handlers) {
    ListenerContext listener = context.listenerContext();
    Context registry = Context.builder().parent(listener.context()).build();
    registry.register(this);
    ListenerContext own =
        DelegatingProxy.of(ListenerContext.class, listener, Map.of("context", none -> registry));
    DataReader reader = new BoundedReader(bytes);
    SocketWriter writer =
        SocketWriter.create(
            DelegatingProxy.of(
                HelidonSocket.class,
                context.serverSocket(),
                Map.of("write", arguments -> write((BufferData) arguments[0]))));
    return DelegatingProxy.of(
        ConnectionContext.class,
        context,
        Map.of(
            "listenerContext", none -> own,
            "executor", none -> handlers,
            "dataReader", none -> reader,
            "dataWriter", none -> writer,
            "isSecure", none -> socket instanceof SSLSocket));
  }

  /** An interrupt is for the handler. During a write it would close the whole connection. */
  private boolean write(BufferData data) {
    http2.ifPresent(bytes -> bytes.sending(data));
    boolean interrupted = Thread.interrupted();
    try {
      data.writeTo(out);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return true;
  }

  /** The next bytes; null at the end. Disconnects a silent client without a held request. */
  private byte @Nullable [] read() {
    while (true) {
      try {
        int count = in.read(buffer);
        return count < 0 ? null : Arrays.copyOf(buffer, count);
      } catch (SocketTimeoutException e) {
        if (lingering || !held.heldWithin(all.silence.toNanos(), System.nanoTime())) {
          throw new CloseConnectionException("The client is silent", e);
        }
      } catch (IOException e) {
        throw new CloseConnectionException("The connection is broken", e);
      }
    }
  }

  /** Helidon closes the socket after this. */
  private void end() {
    all.shares.ended(raw);
    all.open.decrementAndGet();
    held.connectionClosed();
    executor.ifPresent(ClientConnections::end);
    try {
      if (socket instanceof SSLSocket) {
        socket.shutdownOutput();
      }
    } catch (IOException e) {
      // The client is gone and needs no close_notify.
      return;
    }
  }

  /** Prepares the close of the connection: it ends as soon as the client pauses for this time. */
  void linger(Duration pause) {
    lingering = true;
    limitReads(pause);
  }

  private void limitReads(Duration limit) {
    try {
      raw.setSoTimeout((int) limit.toMillis());
    } catch (SocketException e) {
      throw new CloseConnectionException("The connection is broken", e);
    }
  }

  /** Makes reads larger. */
  void readWide() {
    buffer = new byte[WIDE_READ_BYTES];
  }

  /** Whether bodies are read from the socket by the thread of the handler. */
  boolean isHttp1() {
    return readAhead.isPresent();
  }

  /** The calling handler starts to wait and is interrupted if the client leaves. */
  void hold(int requestId) {
    readAhead.ifPresent(ReadAhead::begin);
    held.hold(requestId);
  }

  /** The wait is over. */
  void release(int requestId) {
    held.release(requestId, System.nanoTime());
    readAhead.ifPresent(ReadAhead::end);
  }

  /** Whether the client of that request is known to have left. */
  boolean gone(int requestId) {
    return held.gone(requestId);
  }

  /**
   * The calling handler is done. Helidon then reads the rest of an HTTP/2 body, which never comes
   * when the connection has ended.
   */
  void handled() {
    if (executor.filter(ExecutorService::isShutdown).isPresent()) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the client speaks HTTP/1.0, so that the connection closes after one answer. */
  boolean isHttp10() {
    return isHttp10;
  }

  @Override
  public boolean canInterrupt() {
    ServerConnection started = protocol;
    return started == null || (started instanceof InterruptableTask<?> t && t.canInterrupt());
  }

  /** Never idle for Helidon: the time limit of reads ends silent connections. */
  @Override
  public Duration idleTime() {
    return Duration.ZERO;
  }

  @Override
  public void close(boolean interrupt) {
    ServerConnection started = protocol;
    if (started != null) {
      started.close(interrupt);
      return;
    }
    try {
      raw.close();
    } catch (IOException e) {
      // The socket is closed even if this fails.
      return;
    }
  }
}
