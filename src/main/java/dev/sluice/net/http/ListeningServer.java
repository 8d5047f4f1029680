package dev.sluice.net.http;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;

/**
 * Helidon's web server at one port, until it is closed. Helidon ends a server that cannot accept a
 * connection, for example because the system has no memory or no descriptor for it. Then another
 * server takes its place. Thread-safe.
 */
final class ListeningServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ListeningServer.class.getName());

  private final String name;
  private final IntFunction<WebServerConfig> configs;
  private final int port;

  /** Guards the fields below. */
  private final ReentrantLock lock = new ReentrantLock();

  private Running running;
  private boolean closed;

  /**
   * A server that was started.
   *
   * @param channel closed when the server listens no more
   */
  private record Running(WebServer server, AtomicReference<ServerSocketChannel> channel) {
    static Running start(WebServerConfig config) {
      AtomicReference<ServerSocketChannel> channel = new AtomicReference<>();
      WebServer server =
          WebServer.create(
              DelegatingProxy.of(
                  WebServerConfig.class,
                  config,
                  Map.of(
                      "configureSocket",
                      arguments -> {
                        ServerSocketChannel opened = (ServerSocketChannel) arguments[0];
                        config.configureSocket(opened);
                        channel.set(opened);
                        return channel;
                      })));
      server.start();
      return new Running(server, channel);
    }

    boolean listens() {
      return server.isRunning() && channel.get() != null && channel.get().isOpen();
    }
  }

  private ListeningServer(
      String name, IntFunction<WebServerConfig> configs, int port, Running running) {
    this.name = name;
    this.configs = configs;
    this.port = port;
    this.running = running;
  }

  /**
   * Starts to listen. If that fails, Helidon logs the cause.
   *
   * @param name of the socket, for messages
   * @param configs makes the configuration for a port
   * @param port 0 for any free port
   */
  static ListeningServer start(String name, IntFunction<WebServerConfig> configs, int port) {
    Running running = Running.start(configs.apply(port));
    return new ListeningServer(name, configs, running.server.port(), running);
  }

  /** The local port. */
  int port() {
    return port;
  }

  /** Whether connections are accepted. */
  boolean listens() {
    lock.lock();
    try {
      return running.listens();
    } finally {
      lock.unlock();
    }
  }

  /** Listens again if Helidon has ended the server. If that fails, the next call tries again. */
  void look() {
    lock.lock();
    try {
      if (closed || running.listens()) {
        return;
      }
      running = Running.start(configs.apply(port));
      if (running.listens()) {
        LOG.log(
            System.Logger.Level.WARNING,
            "The {0} socket listens again. Helidon had closed it and all its connections, because"
                + " it could not accept one.",
            name);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The channel of the present server. */
  ServerSocketChannel channel() {
    lock.lock();
    try {
      return running.channel.get();
    } finally {
      lock.unlock();
    }
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      running.server.stop();
    } finally {
      lock.unlock();
    }
  }
}
