package dev.sluice.net.http;

import dev.sluice.net.framing.ByteInput;
import dev.sluice.net.tls.TlsCertificate;
import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The socket of a client, with TLS where agreed: reads, writes and their time limits. */
final class ClientSocket implements ByteInput {
  private static final List<String> ALPN = List.of("h2", "http/1.1");
  private static final String[] TLS_VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private static final int READ_BYTES = 8 * 1024;

  /** For bodies that arrive for hours: several pictures of usual size. */
  private static final int WIDE_READ_BYTES = 64 * 1024;

  /** Limits for reading what a refused client still sends, so that it reads the answer. */
  private static final Duration LAST_READS = Duration.ofSeconds(2);

  private static final int LAST_BYTES = 1024 * 1024;

  private final Socket raw;
  private final TimeLimits limits;
  private final Deadlines deadlines;
  private final LongPredicate mayBeSilent;
  private volatile Socket socket;
  private volatile InputStream in = InputStream.nullInputStream();
  private volatile OutputStream out = OutputStream.nullOutputStream();
  private byte[] buffer = new byte[READ_BYTES];
  private volatile Duration silence;
  private volatile boolean lingering;
  private volatile boolean wide;

  /**
   * @param raw the accepted socket
   * @param mayBeSilent whether the client may be silent at this time, in nanoseconds
   */
  ClientSocket(Socket raw, TimeLimits limits, Deadlines deadlines, LongPredicate mayBeSilent) {
    this.raw = raw;
    this.socket = raw;
    this.limits = limits;
    this.deadlines = deadlines;
    this.mayBeSilent = mayBeSilent;
    this.silence = limits.silence();
  }

  /** Begins to read and write without TLS. */
  void open() throws IOException {
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Does the handshake of TLS, then reads and writes within it. */
  void openTls(TlsCertificate certificate) throws IOException {
    SSLSocket secure =
        (SSLSocket) certificate.context().getSocketFactory().createSocket(raw, null, false);
    secure.setEnabledProtocols(TLS_VERSIONS);
    secure.setHandshakeApplicationProtocolSelector(
        (self, offered) -> offered.stream().filter(ALPN::contains).findFirst().orElse(null));
    long begin = System.nanoTime();
    deadlines.messageBegins(limits.head(), begin);
    raw.setSoTimeout((int) deadlines.readBegins(silence, begin).toMillis());
    secure.startHandshake();
    deadlines.readEnds();
    deadlines.messageEnds();
    socket = secure;
    open();
  }

  boolean isTls() {
    return socket instanceof SSLSocket;
  }

  /** Whether TLS agreed on HTTP/2. */
  boolean agreedHttp2() {
    return socket instanceof SSLSocket tls && "h2".equals(tls.getApplicationProtocol());
  }

  /**
   * The next bytes; null at the end. Called by one thread at a time, with {@link #read}.
   *
   * @throws CloseConnectionException when the client is silent for too long, or its message is late
   */
  @Override
  public byte @Nullable [] get() {
    if (wide && buffer.length < WIDE_READ_BYTES) {
      buffer = new byte[WIDE_READ_BYTES];
    }
    int count = read(buffer);
    return count < 0 ? null : Arrays.copyOf(buffer, count);
  }

  /**
   * Reads into an array.
   *
   * @return count of bytes; negative at the end
   * @throws CloseConnectionException when the client is silent for too long, or its message is late
   */
  @Override
  public int read(byte[] into) {
    while (true) {
      long begin = System.nanoTime();
      if (deadlines.messageLate(begin)) {
        throw new CloseConnectionException("The client is slow");
      }
      try {
        int limitMillis = (int) deadlines.readBegins(silence, begin).toMillis();
        // A time limit costs six system calls; the watch of all connections ends overdue reads too.
        raw.setSoTimeout(wide && !lingering && !deadlines.messageAwaited() ? 0 : limitMillis);
        return in.read(into);
      } catch (SocketTimeoutException e) {
        long now = System.nanoTime();
        if (lingering || deadlines.messageLate(now) || !mayBeSilent.test(now)) {
          throw new CloseConnectionException("The client is silent", e);
        }
      } catch (IOException e) {
        throw new CloseConnectionException("The connection is broken", e);
      } finally {
        deadlines.readEnds();
      }
    }
  }

  /** An interrupt is for the handler. During a write it would close the whole connection. */
  void write(BufferData data) {
    boolean interrupted = Thread.interrupted();
    deadlines.writeBegins(limits.write(), System.nanoTime());
    try {
      data.writeTo(out);
    } finally {
      deadlines.writeEnds();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Makes reads larger. */
  void readWide() {
    wide = true;
  }

  /** Reads no longer than until the client pauses for a time. */
  void linger(Duration pause) {
    silence = pause;
    lingering = true;
  }

  /** Closes the socket if a read or write of it is overdue; returns whether it was a write. */
  boolean closeIfOverdue(long nowNanos) {
    boolean write = deadlines.writeOverdue(nowNanos);
    if (write || (deadlines.readOverdue(nowNanos) && !mayBeSilent.test(nowNanos))) {
      close();
    }
    return write;
  }

  /** Tells the client that no more bytes come, where TLS has a way to do so. */
  void endTls() {
    if (isTls()) {
      endOutput();
    }
  }

  /**
   * Tells the client that no more bytes come, and reads what it still sends. To close before would
   * reset the connection, and the client would lose the answer (RFC 9112 section 9.6).
   */
  void endOutputAndDrain() {
    endOutput();
    linger(LAST_READS);
    deadlines.messageEnds();
    deadlines.messageBegins(LAST_READS, System.nanoTime());
    try {
      int dropped = 0;
      byte[] bytes = new byte[READ_BYTES];
      for (int count = 0; count >= 0 && dropped < LAST_BYTES; count = read(bytes)) {
        dropped += count;
      }
    } catch (CloseConnectionException e) {
      // The client had its time.
      return;
    }
  }

  /** Tells the client that no more bytes come. */
  void endOutput() {
    deadlines.writeBegins(limits.write(), System.nanoTime());
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // The client is gone and needs no end.
      return;
    } finally {
      deadlines.writeEnds();
    }
  }

  /** Closes the socket without a word. */
  void close() {
    try {
      raw.close();
    } catch (IOException e) {
      // The socket is closed even if this fails.
      return;
    }
  }
}
