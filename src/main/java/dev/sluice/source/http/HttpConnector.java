package dev.sluice.source.http;

import dev.sluice.source.transport.Reach;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * Opens connections to HTTP servers, and closes them all at once. It connects only to addresses
 * that its {@link Reach} returned for the host.
 */
public final class HttpConnector implements Closeable {
  private final Reach reach;
  private final TlsSockets tls;
  private final HttpTimes times;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Socket> open = new HashSet<>();
  private boolean closed;

  /**
   * @param verifies whether TLS servers must show a certificate that is trusted
   */
  public HttpConnector(Reach reach, boolean verifies, HttpTimes times) {
    this(reach, new TlsSockets(verifies), times);
  }

  HttpConnector(Reach reach, TlsSockets tls, HttpTimes times) {
    this.reach = reach;
    this.tls = tls;
    this.times = times;
  }

  /**
   * Connects to the first address of the host that answers.
   *
   * @throws IOException with a sentence for people
   */
  public HttpConnection connect(HttpAddress server) throws IOException {
    IOException last = new IOException("%s has no address.".formatted(server.host()));
    for (InetAddress address : reach.resolve(server.host())) {
      DeadlineSocket raw = new DeadlineSocket();
      keep(raw);
      try {
        raw.connect(
            new InetSocketAddress(address, server.port()),
            Math.toIntExact(times.connect().toMillis()));
        raw.setTcpNoDelay(true);
        Socket socket = server.secure() ? secured(raw, server) : raw;
        return new HttpConnection(raw, socket, server, times, () -> drop(raw));
      } catch (SSLException e) {
        drop(raw);
        throw TlsSockets.explained(server, e);
      } catch (IOException e) {
        drop(raw);
        last =
            new IOException(
                "There is no connection to %s: %s."
                    .formatted(server, String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT)),
                e);
      }
    }
    throw last;
  }

  private Socket secured(DeadlineSocket raw, HttpAddress server) throws IOException {
    SSLSocket socket = tls.over(raw, server);
    raw.limitTotal(times.connect());
    socket.startHandshake();
    return socket;
  }

  private void keep(Socket socket) throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new SocketException("The source was detached.");
      }
      open.add(socket);
    } finally {
      lock.unlock();
    }
  }

  private void drop(Socket socket) {
    lock.lock();
    try {
      open.remove(socket);
    } finally {
      lock.unlock();
    }
    close(socket);
  }

  /** The socket below TLS: to close TLS would wait for a thread that writes. */
  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed as far as it can be.
      return;
    }
  }

  /** Closes all connections; blocked reads and connection attempts end. None can be opened. */
  @Override
  public void close() {
    Set<Socket> all;
    lock.lock();
    try {
      closed = true;
      all = Set.copyOf(open);
      open.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(HttpConnector::close);
  }
}
