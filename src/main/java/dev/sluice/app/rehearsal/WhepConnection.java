package dev.sluice.app.rehearsal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One HTTP/1.1 connection on which offers are posted one after another (RFC 9112). */
final class WhepConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final String head;

  /**
   * @param port TCP port of WHEP on the loopback address
   * @param stream name of the stream to play
   */
  WhepConnection(int port, String stream) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    head =
        "POST /whep/%s HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: application/sdp\r\n"
            .formatted(stream, port);
  }

  /**
   * Posts an offer and waits for the answer.
   *
   * @throws IOException if the answer is not 201
   */
  ViewerAnswer offer(String sdp) throws IOException {
    String request = head + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String status = line();
    int length = 0;
    for (String field = line(); !field.isEmpty(); field = line()) {
      if (field.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(field.substring(LENGTH.length()).strip());
      }
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (!status.contains(" 201 ")) {
      throw new IOException(status + ": " + body);
    }
    return ViewerAnswer.parse(body);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection was closed");
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
