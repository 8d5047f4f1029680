package dev.sluice.source.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server that answers as a test says, byte by byte, well or badly. */
public final class HttpPeer implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)");

  private final ServerSocket listening;
  private final Script script;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** Heads of all requests, without the empty line. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  /** Answers one request; an exception ends its connection. */
  @FunctionalInterface
  public interface Script {
    /** Called for each request, by a thread of its connection. */
    void answer(Exchange exchange) throws IOException, InterruptedException;
  }

  /** A request, and the way to answer it. */
  public record Exchange(int connection, String head, String body, Socket socket) {
    /** The path and query of the request line. */
    public String target() {
      return head.split(" ", 3)[1];
    }

    /** Sends ISO 8859-1. */
    public void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. */
    public void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    /** Sends an answer with a declared length. */
    public void ok(String fields, String body) throws IOException {
      send(
          "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n%s"
              .formatted(body.length(), fields, body));
    }

    /** Ends the connection with RST. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Ends the connection. */
    public void end() throws IOException {
      socket.close();
    }

    /** Waits until the client has closed. */
    public void awaitGone() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        Thread.onSpinWait();
      }
    }
  }

  /** Without TLS. */
  public HttpPeer(Script script) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  /** Over TLS or not, as the socket is. */
  public HttpPeer(ServerSocket listening, Script script) {
    this.listening = listening;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      for (int number = 0; ; number++) {
        Socket socket = listening.accept();
        sockets.add(socket);
        int connection = number;
        Thread.ofVirtual().start(() -> serve(connection, socket));
      }
    } catch (IOException e) {
      return;
    }
  }

  private void serve(int connection, Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream input = new BufferedInputStream(socket.getInputStream());
      for (String head = head(input); head != null; head = head(input)) {
        requests.add(head);
        script.answer(new Exchange(connection, head, body(head, input), socket));
      }
    } catch (IOException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The body of a request that declares its length. */
  private static String body(String head, InputStream input) throws IOException {
    Matcher length = LENGTH.matcher(head);
    return length.find()
        ? new String(
            input.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.ISO_8859_1)
        : "";
  }

  private static @Nullable String head(InputStream input) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = input.read();
      if (next < 0) {
        return null;
      }
      head.append((char) next);
    }
    return head.substring(0, head.length() - 4);
  }

  /** The port. */
  public int port() {
    return listening.getLocalPort();
  }

  /** How many connections were made. */
  public int connections() {
    return sockets.size();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
