package dev.sluice.bench.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A push over HTTP; each unit is one chunk (RFC 9112 section 7.1). */
public final class ChunkedPush implements UnitOutput {
  private static final int SEND_BUFFER_BYTES = 4 << 20;

  private final Socket socket;
  private final OutputStream out;

  private ChunkedPush(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
  }

  /**
   * Begins a request to {@code http://127.0.0.1:port/ingest/stream}.
   *
   * @throws IOException if the port is closed
   */
  public static ChunkedPush to(int port, String stream) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSendBufferSize(SEND_BUFFER_BYTES);
    String head =
        "PUT /ingest/%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nTransfer-Encoding: chunked\r\n\r\n"
            .formatted(stream, port);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return new ChunkedPush(socket);
  }

  @Override
  public void send(byte[] array, int offset, int length, boolean key) throws IOException {
    out.write(chunk(array, offset, length));
  }

  static byte[] chunk(byte[] array, int offset, int length) {
    byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = new byte[size.length + length + 2];
    System.arraycopy(size, 0, chunk, 0, size.length);
    System.arraycopy(array, offset, chunk, size.length, length);
    chunk[chunk.length - 2] = '\r';
    chunk[chunk.length - 1] = '\n';
    return chunk;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
