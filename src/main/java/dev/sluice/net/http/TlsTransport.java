package dev.sluice.net.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.2 and 1.3 over another transport. It stands above the server's sockets and not in them, so
 * that a handshake is watched as any other wait for a client, and that each new connection takes
 * the certificate of the moment.
 */
final class TlsTransport implements Transport {
  private static final int READ_BYTES = 16 * 1024;
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final SSLSocket socket;
  private final Transport plain;
  private final InputStream in;
  private final DataWriter writer;
  private final byte[] buffer = new byte[READ_BYTES];

  private TlsTransport(SSLSocket socket, Transport plain) throws IOException {
    this.socket = socket;
    this.plain = plain;
    this.in = socket.getInputStream();
    this.writer = new Writer(socket.getOutputStream());
  }

  /**
   * Shakes hands as the server.
   *
   * @param protocols what may be agreed on by ALPN; the client's first one of them is taken
   */
  static TlsTransport accept(SSLContext context, Transport plain, List<String> protocols)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(new TransportSocket(plain), null, 0, true);
    socket.setUseClientMode(false);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(VERSIONS);
    parameters.setUseCipherSuitesOrder(true);
    socket.setSSLParameters(parameters);
    socket.setHandshakeApplicationProtocolSelector(
        (self, offered) -> offered.stream().filter(protocols::contains).findFirst().orElse(null));
    socket.startHandshake();
    return new TlsTransport(socket, plain);
  }

  @Override
  public byte @Nullable [] get() {
    try {
      int count = in.read(buffer);
      return count < 0 ? null : Arrays.copyOf(buffer, count);
    } catch (IOException e) {
      // Cut off without goodbye, or not TLS any more: the end in any case.
      return null;
    }
  }

  @Override
  public DataWriter writer() {
    return writer;
  }

  @Override
  public String protocol() {
    String agreed = socket.getApplicationProtocol();
    return agreed == null ? "" : agreed;
  }

  @Override
  public boolean secure() {
    return true;
  }

  /** What comes out of TLS comes in records of 16 KiB at most. */
  @Override
  public void widen() {
    plain.widen();
  }

  @Override
  public void cut() {
    plain.cut();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException | UncheckedIOException e) {
      // The client has gone without waiting for goodbye.
      return;
    }
  }

  private record Writer(OutputStream out) implements DataWriter {
    @Override
    public void write(BufferData... buffers) {
      writeNow(buffers);
    }

    @Override
    public void write(BufferData buffer) {
      writeNow(buffer);
    }

    @Override
    public void writeNow(BufferData... buffers) {
      writeNow(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
      try {
        out.write(buffer.readBytes());
      } catch (IOException e) {
        SocketException closed = new SocketException("The client has gone");
        closed.initCause(e);
        throw new UncheckedIOException(closed);
      }
    }
  }
}
