package dev.sluice.app.rehearsal;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A push over HTTP to a port of loopback, in chunks (RFC 9112 section 7.1). */
final class RehearsalPush implements AutoCloseable {
  private static final int CHUNK_BYTES = 7 * 188;
  private static final String SUCCESS = "HTTP/1.1 2";

  private final Socket socket;
  private final OutputStream out;

  /**
   * @param port TCP port of the control socket
   * @param stream name of the stream to push
   * @throws IOException if nothing listens there
   */
  RehearsalPush(int port, String stream) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    write(
        "PUT /ingest/%s HTTP/1.1\r\nHost: localhost:%d\r\nTransfer-Encoding: chunked\r\n\r\n"
            .formatted(stream, port));
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends a transport stream as fast as it is taken. */
  void send(byte[] transportStream) throws IOException {
    for (int at = 0; at < transportStream.length; at += CHUNK_BYTES) {
      int end = Math.min(at + CHUNK_BYTES, transportStream.length);
      write(Integer.toHexString(end - at) + "\r\n");
      out.write(Arrays.copyOfRange(transportStream, at, end));
      write("\r\n");
    }
  }

  /**
   * Ends the request and waits for its answer.
   *
   * @throws IOException if the answer is not a success
   */
  @Override
  public void close() throws IOException {
    try (Socket closing = socket) {
      write("0\r\n\r\n");
      byte[] answer = closing.getInputStream().readNBytes(SUCCESS.length());
      if (!new String(answer, StandardCharsets.US_ASCII).equals(SUCCESS)) {
        throw new IOException("the push was refused");
      }
    }
  }
}
