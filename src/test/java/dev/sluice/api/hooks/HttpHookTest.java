package dev.sluice.api.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of a real HTTP server, which may answer, refuse, hang, or write without end. */
@Timeout(30)
class HttpHookTest {
  private static final Duration TIMEOUT = Duration.ofMillis(400);
  private static final HookEvent EVENT =
      new HookEvent(
          HookKind.READY, "cam-out", "live", "7-a", "streamId=1&p=%7B%7D", "192.0.2.1", 3);

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpHook.client(TIMEOUT);
  private HttpServer server;
  private volatile int status = 200;
  private volatile boolean hangs;
  private volatile boolean endless;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    client.shutdownNow();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    if (hangs) {
      await();
    }
    if (status / 100 == 3) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(status, endless ? 0 : -1);
    while (endless && end.getCount() > 0) {
      exchange.getResponseBody().write(new byte[10_000]);
    }
    exchange.close();
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpHook hook(int port, String path) {
    return new HttpHook("hooks.ready.url", "http://127.0.0.1:" + port + path, client, TIMEOUT);
  }

  private HttpHook hook() {
    return hook(server.getAddress().getPort(), "/live/video-to-video/{stream}/start?key=secret");
  }

  private HookFailure failure(HttpHook hook) {
    HookFailure failure = assertThrows(HookFailure.class, () -> hook.call(EVENT));
    assertFalse(failure.getMessage().contains("secret") || failure.getMessage().contains("127."));
    return failure;
  }

  @Test
  void aGatewaysStartIsCalled() throws Exception {
    hook().call(EVENT);
    assertEquals(
        List.of(
            "POST /live/video-to-video/cam-out/start?key=secret application/x-www-form-urlencoded"
                + " event=ready&path=cam-out&source_id=7-a&source_type=rtmpConn"
                + "&query=streamId%3D1%26p%3D%257B%257D&state=live&source=192.0.2.1&waiting=3"),
        requests);
  }

  @ParameterizedTest
  @CsvSource({
    "500, true",
    "503, true",
    "408, true",
    "429, true",
    "404, false",
    "403, false",
    "302, false"
  })
  void anotherStatusIsAFailure(int answer, boolean worthAnother) {
    status = answer;
    HookFailure failure = failure(hook());
    assertEquals("the answer is " + answer, failure.getMessage());
    assertEquals(worthAnother, failure.worthAnother());
    assertEquals(1, requests.size());
  }

  @Test
  void aServerThatHangsIsLeft() {
    hangs = true;
    HookFailure failure = failure(hook());
    assertEquals("no answer came within hooks.timeoutSeconds", failure.getMessage());
    assertTrue(failure.worthAnother());
  }

  @Test
  void anEndlessAnswerIsNotRead() throws Exception {
    endless = true;
    hook().call(EVENT);
    assertEquals(1, requests.size());
  }

  @Test
  void aServerThatRefusesIsTriedAgain() throws Exception {
    int port = FreePorts.next();
    HookFailure failure = failure(hook(port, "/"));
    assertEquals("the address cannot be reached", failure.getMessage());
    assertTrue(failure.worthAnother());
  }

  @Test
  void aServerThatNeverAnswersTheConnectionIsLeft() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertTrue(failure(hook(deaf.getLocalPort(), "/")).worthAnother());
    }
  }

  @Test
  void aStreamWhoseNameMakesNoHostIsAFinalFailure() {
    HttpHook hook = new HttpHook("hooks.ready.url", "http://{stream}.invalid/", client, TIMEOUT);
    HookEvent event = new HookEvent(HookKind.READY, "cam_1", "live", "", "", "", 0);
    HookFailure failure = assertThrows(HookFailure.class, () -> hook.call(event));
    assertEquals("the name of the stream makes no address of it", failure.getMessage());
    assertFalse(failure.worthAnother());
  }
}
