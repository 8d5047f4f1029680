package dev.sluice.net.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An HTTP/1.1 client with control of every byte on the socket. */
public final class RawHttp1 implements AutoCloseable {
  static final String GET = "GET /now HTTP/1.1\r\nHost: x\r\n\r\n";
  static final String POST = "POST /wait HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\noffer";

  private final Socket socket;
  private final InputStream in;

  public RawHttp1(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** A client over an open connection. */
  public RawHttp1(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(5000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads one answer and returns its body. */
  public String readBody() throws IOException {
    return readAnswer().body();
  }

  /** Reads one answer. */
  public Answer readAnswer() throws IOException {
    StringBuilder head = new StringBuilder();
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String lower = line.toLowerCase(Locale.ROOT);
      head.append(lower).append('\n');
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
    }
    int status = Integer.parseInt(head.substring(9, 12));
    return new Answer(
        status, head.toString(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  /**
   * The server's answer.
   *
   * @param head status line and headers in lower case
   */
  public record Answer(int status, String head, String body) {}

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("end of stream after: " + line);
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /**
   * Sends single characters, each when 20 ms have passed without an answer to the one before.
   *
   * @return number of characters sent before an answer or the end of the connection
   */
  int drip(String text) throws IOException {
    socket.setTcpNoDelay(true);
    in.mark(1);
    for (int i = 0; i < text.length(); i++) {
      socket.setSoTimeout(20);
      try {
        send(text.substring(i, i + 1));
        in.mark(1);
        in.read();
        in.reset();
        return i + 1;
      } catch (SocketTimeoutException e) {
        // No answer yet.
        continue;
      } catch (SocketException e) {
        return i;
      } finally {
        socket.setSoTimeout(5000);
      }
    }
    return text.length();
  }

  /** Waits for the server's close; true if no byte came before it. */
  public boolean atEnd() throws IOException {
    return in.read() < 0;
  }

  /** True if the server has already closed. */
  public boolean atEndNow() throws IOException {
    socket.setSoTimeout(1);
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      socket.setSoTimeout(5000);
    }
  }

  /** Waits for the server to close or reset the connection, and drops all bytes before that. */
  public boolean ends() throws IOException {
    try {
      while (in.read() >= 0) {
        continue;
      }
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
    return true;
  }

  public void closeWithReset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
