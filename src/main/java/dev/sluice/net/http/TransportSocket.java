package dev.sluice.net.http;

import io.helidon.common.buffers.BufferData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketImpl;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A transport in the shape of a socket, which is what the JDK's TLS stands on. */
final class TransportSocket extends Socket {
  private static final @Nullable SocketImpl NONE = null;

  private final Transport transport;
  private final InputStream in = new In();
  private final OutputStream out = new Out();

  TransportSocket(Transport transport) throws IOException {
    super(NONE);
    this.transport = transport;
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return false;
  }

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public void setSoTimeout(int timeoutMillis) {}

  @Override
  public int getSoLinger() {
    return -1;
  }

  @Override
  public void shutdownInput() {}

  @Override
  public void shutdownOutput() {}

  /** The server closes the real one. */
  @Override
  public void close() {}

  private final class In extends InputStream {
    private byte[] bytes = new byte[0];
    private int at;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (at == bytes.length && !fill()) {
        return -1;
      }
      int count = Math.min(length, bytes.length - at);
      System.arraycopy(bytes, at, into, offset, count);
      at += count;
      return count;
    }

    private boolean fill() throws IOException {
      try {
        byte[] next = transport.get();
        bytes = next == null ? new byte[0] : next;
        at = 0;
        return next != null && next.length > 0;
      } catch (RuntimeException e) {
        throw new IOException("The connection is broken", e);
      }
    }

    @Override
    public int available() {
      return bytes.length - at;
    }
  }

  private final class Out extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      try {
        transport
            .writer()
            .writeNow(BufferData.create(Arrays.copyOfRange(data, offset, offset + length)));
      } catch (UncheckedIOException e) {
        throw new IOException("The connection is broken", e);
      }
    }
  }
}
