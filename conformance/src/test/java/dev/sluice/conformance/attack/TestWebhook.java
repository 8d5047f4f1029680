package dev.sluice.conformance.attack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A webhook that grants everything, except to tokens that begin with "forged". Its answer about
 * streams whose name begins with "slow" takes 2 s.
 */
final class TestWebhook implements AutoCloseable {
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  TestWebhook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", TestWebhook::decide);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private static void decide(HttpExchange exchange) throws IOException {
    try (exchange) {
      String question =
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (question.contains("\"stream\":\"slow")) {
        LockSupport.parkNanos(SLOW_NANOS);
      }
      exchange.sendResponseHeaders(question.contains("\"token\":\"forged") ? 401 : 204, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
