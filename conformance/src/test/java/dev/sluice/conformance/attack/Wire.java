package dev.sluice.conformance.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** A TCP connection of an attacker. */
final class Wire implements AutoCloseable {
  /** Enough of an answer to judge it. */
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private static final Pattern SERVER_ERROR =
      Pattern.compile("^HTTP/1\\.1 5(?!01|03)\\d\\d.*", Pattern.MULTILINE);

  private final Target target;
  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  Wire(Target target, Socket socket) throws IOException {
    this.target = target;
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.in = socket.getInputStream();
  }

  InputStream in() {
    return in;
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    target.sent(bytes.length);
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends a text byte by byte, each in a packet of its own. */
  void drip(String text, Duration between) throws IOException {
    for (byte one : text.getBytes(StandardCharsets.ISO_8859_1)) {
      if (target.isOver()) {
        return;
      }
      out.write(one);
      target.sent(1);
      target.pause(between);
    }
  }

  /** Sends bytes again and again until the end of the attack. */
  void flood(byte[] piece, int bytesPerSecond) throws IOException {
    Duration each = Duration.ofNanos((long) (piece.length * 1e9 / bytesPerSecond));
    while (!target.isOver()) {
      send(piece);
      target.pause(each);
    }
  }

  void flood(String piece, int bytesPerSecond) throws IOException {
    flood(piece.getBytes(StandardCharsets.ISO_8859_1), bytesPerSecond);
  }

  /**
   * The text that arrives until the service closes or is silent for a time. An error of the server
   * other than 501 and 503 in it is a fault.
   *
   * @return empty if nothing has arrived
   */
  Answer answer(Duration silence) throws IOException {
    byte[] bytes = new byte[MAX_ANSWER_BYTES];
    int length = 0;
    boolean closed = false;
    socket.setSoTimeout((int) silence.toMillis());
    try {
      while (length < bytes.length && !closed) {
        int read = in.read(bytes, length, bytes.length - length);
        closed = read < 0;
        length += Math.max(read, 0);
      }
    } catch (SocketTimeoutException e) {
      // Silent.
    } catch (IOException e) {
      closed = true;
    }
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    var error = SERVER_ERROR.matcher(text);
    if (error.find()) {
      target.fault("answered with \"" + error.group().strip() + "\"");
    }
    return new Answer(text, closed);
  }

  /** Reads until the end of the connection, and throws all of it away. */
  void discard() throws IOException {
    socket.setSoTimeout(0);
    in.transferTo(OutputStream.nullOutputStream());
  }

  /**
   * What an attacker has received.
   *
   * @param text all bytes
   * @param closed true if the service has closed the connection
   */
  record Answer(String text, boolean closed) {
    private static final Pattern STATUS_LINE =
        Pattern.compile("^HTTP/1\\.1 [2-5]", Pattern.MULTILINE);

    /** Number of final answers in it. */
    int count() {
      return (int) STATUS_LINE.matcher(text).results().count();
    }
  }

  @Override
  public void close() {
    target.closed(socket);
  }
}
