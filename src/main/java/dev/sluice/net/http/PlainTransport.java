package dev.sluice.net.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes as they are on the wire. */
final class PlainTransport implements Transport {
  /** Several pictures of usual size; the JDK takes no more than twice that at once. */
  private static final int WIDE_BYTES = 64 * 1024;

  private final ConnectionContext context;
  private final HelidonSocket socket;
  private volatile byte @Nullable [] wide;

  PlainTransport(ConnectionContext context) {
    this.context = context;
    this.socket = context.serverSocket();
  }

  @Override
  public byte @Nullable [] get() {
    byte[] buffer = wide;
    try {
      // The server's own buffer, of 8 KiB, is there anyway.
      return buffer == null ? socket.get() : read(buffer);
    } catch (UncheckedIOException e) {
      throw new ServerConnectionException("The connection is broken", e);
    }
  }

  private byte @Nullable [] read(byte[] buffer) {
    int count = socket.read(BufferData.create(buffer).reset());
    return count < 0 ? null : Arrays.copyOf(buffer, count);
  }

  @Override
  public DataWriter writer() {
    return context.dataWriter();
  }

  @Override
  public String protocol() {
    return "";
  }

  @Override
  public boolean secure() {
    return false;
  }

  @Override
  public void widen() {
    if (wide == null) {
      wide = new byte[WIDE_BYTES];
    }
  }

  @Override
  public void cut() {
    try {
      socket.close();
    } catch (UncheckedIOException e) {
      // It is closed all the same.
      return;
    }
  }

  @Override
  public void close() {}
}
