package dev.sluice.conformance.harness;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Serves the test's own pages, from an origin other than the service's. */
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
    server.createContext("/clients/", SimpleFileServer.createFileHandler(bundles()));
    server.start();
    return new PageServer(server);
  }

  /** The launcher's folder for the players from npm. */
  private static Path bundles() {
    return Path.of(System.getProperty("sluice.home"))
        .resolve("target/clients/npm")
        .toAbsolutePath()
        .normalize();
  }

  /** The text of a script among the pages. */
  public static String script(String name) throws IOException {
    try (InputStream in = PageServer.class.getResourceAsStream("/pages/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
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
