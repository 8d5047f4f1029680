package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.NginxProxy;
import dev.sluice.conformance.harness.ProxiedService;
import dev.sluice.conformance.harness.ServiceProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests whose end two parsers may see at different places, through a real nginx whose clients
 * share one connection to the service. The answer to a hidden request would reach another client.
 */
@Tag("quick")
class ProxyFramingTest {
  private static final String HIDDEN = "GET /hidden HTTP/1.1|Host: x|Connection: close||";

  /** The proxy refuses this as a request, so the service can see it in a body only. */
  private static final String IMPOSSIBLE = "GET /hidden HTTP/3.3|Host: x||";

  @TempDir private static Path folder;

  private static ProxiedService both;
  private static ServiceProcess service;
  private static NginxProxy proxy;

  @BeforeAll
  static void start() throws Exception {
    both = ProxiedService.start(folder);
    service = both.service();
    proxy = both.proxy();
  }

  @AfterAll
  static void stop() {
    if (both != null) {
      both.close();
    }
  }

  /** The service counts no request but the visible one, and serves the next clients. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 0||",
        "Content-Length: +0||",
        "Content-Length: -1||",
        "Content-Length: 5|Content-Length: 0||",
        "Content-Length: 0, 0||",
        "Content-Length: 0|Transfer-Encoding: chunked||",
        "Transfer-Encoding: chunked||0||",
        "Transfer-Encoding: Chunked||0||",
        "Transfer-Encoding: gzip, chunked||0||",
        "Transfer-Encoding: xchunked||0||",
        "Transfer-Encoding: chunked, identity||0||",
        "Transfer-Encoding : chunked||0||",
        "Transfer-Encoding: chunked||5;a=b|offer|0|Trailer: x||",
        "Transfer-Encoding: chunked||5|offerXX0||",
        "Transfer-Encoding: chunked||5|offer\n0\n\n",
        "Transfer-Encoding: chunked||5;\n|offer|0||",
        "Transfer-Encoding: chunked||0|X:|| ",
        "Expect: 100-continue|Content-Length: 36||"
      })
  void noRequestHidesBehindAnother(String rest) throws Exception {
    String request = "POST /kept/nowhere HTTP/1.1|Host: x|" + rest + IMPOSSIBLE;
    assertTrue(talk(proxy.plain("/"), request).startsWith("HTTP/1.1 "));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest live = HttpRequest.newBuilder(proxy.plain("/kept/health/live")).build();
      for (int i = 0; i < 3; i++) {
        assertEquals(200, client.send(live, BodyHandlers.ofString()).statusCode());
      }
    }
    assertEquals(0, service.metric("sluice_http_framing_refused_total{fault=\"request_line\"}"));
  }

  /** Without the proxy: at most one answer to the visible request, and the hidden one is not it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: +0||",
        "Content-Length: 5|Content-Length: 0||",
        "Content-Length: 0|Transfer-Encoding: chunked||0||",
        "Transfer-Encoding: xchunked||",
        "Transfer-Encoding: gzip, chunked||0||",
        "Transfer-Encoding : chunked||0||",
        "Transfer-Encoding: chunked||5|offerXX0||"
      })
  void theServiceAloneRefusesTheSame(String rest) throws Exception {
    String request = "POST /health/live HTTP/1.1|Host: x|" + rest + HIDDEN;
    String answers = talk(service.publicAddress("/"), request);
    assertEquals(1, answers.split("HTTP/1.1 ", -1).length - 1, answers);
    assertTrue(answers.matches("(?s)HTTP/1.1 (400|404|501) .*"), answers);
  }

  @Test
  void chunksPassThroughIt() throws Exception {
    String answer =
        talk(
            proxy.plain("/"),
            "POST /kept/whep/a HTTP/1.1|Host: x|Content-Type: application/sdp|"
                + "Transfer-Encoding: chunked|Connection: close||5|offer|0||");
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
  }

  /** Sends all, and returns what came until the end or until a pause of 2 s. */
  private static String talk(URI address, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(2000);
      socket
          .getOutputStream()
          .write(request.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream answers = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answers);
      } catch (SocketTimeoutException e) {
        // The other side waits for more, and has answered what it understood.
        return answers.toString(StandardCharsets.ISO_8859_1);
      }
      return answers.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
