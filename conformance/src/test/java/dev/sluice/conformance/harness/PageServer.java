package dev.sluice.conformance.harness;

import com.sun.net.httpserver.HttpExchange;
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
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Serves the test's own pages, from an origin other than the service's. */
public final class PageServer implements AutoCloseable {
  private static final int NO_CONTENT = 204;

  private final HttpServer server;
  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

  private PageServer(HttpServer server) {
    this.server = server;
    server.createContext("/report", this::report);
  }

  private void report(HttpExchange exchange) throws IOException {
    try (exchange) {
      reports.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(NO_CONTENT, -1);
    }
  }

  /**
   * Waits for the next body that a page POSTs to {@code /report}.
   *
   * @throws AssertionError if there is none in time
   */
  public String report(Duration patience) throws InterruptedException {
    String report = reports.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (report == null) {
      throw new AssertionError("the page reported nothing within " + patience);
    }
    return report;
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
