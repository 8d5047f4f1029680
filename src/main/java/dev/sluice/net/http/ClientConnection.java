package dev.sluice.net.http;

import dev.sluice.net.address.ConnectionShares;
import dev.sluice.net.framing.ByteInput;
import dev.sluice.net.framing.FramingException;
import dev.sluice.net.framing.FramingFault;
import dev.sluice.net.framing.Http1Framing;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection from its first byte to its end: TLS where the listener has a certificate, then
 * Helidon's HTTP/1.1 or HTTP/2 over bytes that are read and checked here.
 */
final class ClientConnection implements ServerConnection, InterruptableTask<Void> {
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ConnectionContext context;
  private final ConnectionShares.Place place;
  private final ClientConnections all;
  private final HeldRequests held = new HeldRequests(System.nanoTime());
  private final Deadlines deadlines = new Deadlines(System.nanoTime());
  private final ClientSocket socket;
  private volatile Optional<ReadAhead> readAhead = Optional.empty();
  private volatile Optional<Http2Bytes> http2 = Optional.empty();
  private volatile Optional<Http1Framing> framing = Optional.empty();
  private volatile Optional<ExecutorService> executor = Optional.empty();
  private volatile boolean hasLongBody;
  private volatile boolean refused;
  private volatile @Nullable ServerConnection protocol;

  ClientConnection(
      ConnectionContext context, AcceptedSockets.Accepted accepted, ClientConnections all) {
    this.context = context;
    this.place = accepted.place();
    this.all = all;
    this.socket =
        new ClientSocket(
            accepted.socket(),
            all.limits,
            deadlines,
            nowNanos -> held.heldWithin(all.limits.silence().toNanos(), nowNanos));
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    all.open.incrementAndGet();
    all.watch.add(this);
    try {
      open();
      ServerConnection started = start();
      protocol = started;
      started.handle(limit);
    } catch (DataReader.InsufficientDataAvailableException | IOException e) {
      throw new CloseConnectionException("The client closed the connection", e);
    } finally {
      end();
    }
  }

  private void open() throws IOException {
    Optional<TlsCertificate> certificate = all.certificate;
    if (certificate.isEmpty()) {
      socket.open();
      return;
    }
    try {
      socket.openTls(certificate.get());
    } catch (IOException e) {
      all.failedHandshakes.increment();
      throw new CloseConnectionException("The TLS handshake failed", e);
    }
  }

  /** Chooses Helidon's implementation by the first bytes. */
  private ServerConnection start() {
    FirstBytes bytes =
        new FirstBytes(
            socket,
            socket.agreedHttp2(),
            () -> deadlines.messageBegins(all.limits.head(), System.nanoTime()));
    return bytes.isHttp2() ? startHttp2(bytes) : startHttp1(bytes);
  }

  private ServerConnection startHttp1(ByteInput bytes) {
    ReadAhead ahead = new ReadAhead(bytes, held::connectionClosed);
    Http1Framing checked = new Http1Framing(ahead, this::enter);
    readAhead = Optional.of(ahead);
    framing = Optional.of(checked);
    return all.http1.connection(contextOver(() -> checking(checked), context.executor()));
  }

  /** Sets the time limit of the message that is awaited. */
  private void enter(Http1Framing.Phase phase) {
    switch (phase) {
      case HEAD -> deadlines.messageBegins(all.limits.head(), System.nanoTime());
      case BODY -> {
        if (!hasLongBody) {
          deadlines.messageBegins(all.limits.body(), System.nanoTime());
        }
      }
      case NONE -> {
        deadlines.messageEnds();
        hasLongBody = false;
      }
    }
  }

  /** Whether the body of the present request is chunked and to be read by {@link #readChunks}. */
  boolean inChunks() {
    return framing.filter(Http1Framing::inChunks).isPresent();
  }

  /** Reads data of a chunked body past Helidon; negative at the end, which Helidon has to read. */
  int readChunks(byte[] into) {
    Http1Framing checked = framing.orElseThrow();
    return checking(() -> checked.readChunks(into));
  }

  /** A refused message and a late one have Helidon answer and close. */
  private <T extends @Nullable Object> T checking(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (FramingException e) {
      throw refuse(e);
    } catch (CloseConnectionException e) {
      if (deadlines.messageLate(System.nanoTime())) {
        throw refuse(
            new FramingException(
                FramingFault.TOO_SLOW, 408, "The request did not arrive within its time limit."));
      }
      throw e;
    }
  }

  private RuntimeException refuse(FramingException e) {
    if (refused) {
      return new CloseConnectionException("The request has been refused");
    }
    refused = true;
    return all.refusals.refuse(e);
  }

  private ServerConnection startHttp2(Supplier<byte @Nullable []> bytes) {
    deadlines.messageEnds();
    ExecutorService handlers = Executors.newThreadPerTaskExecutor(all.http2ThreadFactory());
    executor = Optional.of(handlers);
    Http2Bytes guarded =
        new Http2Bytes(bytes, all.limits, held::streamReset, all.http2Faults::increment);
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
    DataReader reader = new UnchainedReader(bytes);
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
            "isSecure", none -> socket.isTls()));
  }

  void sendContinue() {
    boolean unused = write(BufferData.create(CONTINUE));
  }

  private boolean write(BufferData data) {
    http2.ifPresent(bytes -> bytes.sending(data));
    socket.write(data);
    return true;
  }

  /** Helidon closes the socket after this. */
  private void end() {
    place.close();
    all.open.decrementAndGet();
    held.connectionClosed();
    executor.ifPresent(ClientConnections::end);
    if (refused) {
      socket.endOutputAndDrain();
    } else {
      socket.endTls();
    }
    all.watch.remove(this);
  }

  /** Closes the connection if its client keeps a read or write waiting for too long. */
  void closeIfOverdue(long nowNanos) {
    if (socket.closeIfOverdue(nowNanos)) {
      all.unreadAnswers.increment();
    }
  }

  /**
   * Prepares the close of the connection: its input ends as soon as the client pauses for this
   * time, and at the time limit of a body.
   */
  void linger(Duration pause) {
    hasLongBody = false;
    deadlines.messageBegins(all.limits.body(), System.nanoTime());
    socket.linger(pause);
  }

  /**
   * Prepares the close of the connection while its client sends without end: tells the client that
   * no more bytes come, and reads on for this time only.
   */
  void lingerBriefly(Duration limit) {
    linger(limit);
    socket.endOutput();
    deadlines.messageEnds();
    deadlines.messageBegins(limit, System.nanoTime());
  }

  /** No request is read after the one that is being handled. */
  void closeAfterAnswer() {
    ServerConnection started = protocol;
    if (started != null && isHttp1()) {
      started.close(false);
    }
  }

  /** The body of the request that is being handled may take any time. */
  void expectLongBody(int requestId) {
    hasLongBody = true;
    deadlines.messageEnds();
    http2.ifPresent(bytes -> bytes.expectLongBody(requestId));
  }

  /** Makes reads larger. */
  void readWide() {
    socket.readWide();
    framing.ifPresent(Http1Framing::readWide);
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

  /** Whether the present request is of HTTP/1.0, so that its answer ends the connection. */
  boolean isHttp10() {
    return framing.filter(Http1Framing::isHttp10).isPresent();
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
    socket.close();
  }
}
