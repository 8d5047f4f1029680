package dev.sluice.conformance.harness;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Serves the test's own pages, from another origin than the service has. */
public final class PageServer implements AutoCloseable {
  private final HttpServer server;

  private PageServer(HttpServer server) {
    this.server = server;
  }

  /** Starts on a free port of the loopback interface. */
  public static PageServer start() throws IOException, URISyntaxException {
    Path pages = Path.of(PageServer.class.getResource("/pages/viewer.html").toURI()).getParent();
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            0,
            "/",
            SimpleFileServer.createFileHandler(pages));
    server.start();
    return new PageServer(server);
  }

  /** The address of a page. */
  public URI address(String page) {
    return URI.create("http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), page));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
