package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.net.http.RawHttp1;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with hooks to a real server, which plays the part of a gateway. */
@Timeout(60)
class HookedServiceTest {
  private static final String SECRET = "key-of-the-hook-1";

  @TempDir private Path folder;
  private final BlockingQueue<Map<String, String>> calls = new LinkedBlockingQueue<>();
  private final AtomicInteger failures = new AtomicInteger();
  private HttpServer gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext("/live/video-to-video/", this::answer);
    gateway.start();
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean fails = failures.getAndDecrement() > 0;
    if (!fails) {
      Map<String, String> form = new HashMap<>();
      form.put("url", exchange.getRequestURI().toString());
      for (String field : body.split("&", -1)) {
        int equals = field.indexOf('=');
        form.put(
            field.substring(0, equals),
            URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
      }
      calls.add(form);
    }
    exchange.sendResponseHeaders(fails ? 500 : 200, -1);
    exchange.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:%d/live/video-to-video/{stream}/%s?key=%s"
        .formatted(gateway.getAddress().getPort(), path, SECRET);
  }

  private Map<String, String> next() throws InterruptedException {
    Map<String, String> call = calls.poll(20, TimeUnit.SECONDS);
    assertTrue(call != null, "the hook is not called");
    return call;
  }

  @Test
  void aGatewayIsToldOfEachSourceAndItsEnd() throws Exception {
    failures.set(1);
    Map<String, String> settings =
        Map.of(
            "SLUICE_HOOKS_READY_URL",
            url("start"),
            "SLUICE_HOOKS_NOT_READY_URL",
            url("stop"),
            "SLUICE_HOOKS_READY_COMMAND",
            "echo \"$MTX_PATH ${SLUICE_HOOKS_READY_URL:-none}\" >> " + folder.resolve("ready"));
    try (LogRecorder log = new LogRecorder(Level.ALL);
        RunningService service = new RunningService(settings)) {
      String id;
      try (RawHttp1 pusher = service.push("/ingest/cam?streamId=7&token=hush-hush")) {
        Map<String, String> ready = next();
        id = ready.get("source_id");
        assertEquals("/live/video-to-video/cam/start?key=" + SECRET, ready.get("url"));
        assertEquals("ready", ready.get("event"));
        assertEquals("cam", ready.get("path"));
        assertEquals("rtmpConn", ready.get("source_type"));
        assertEquals("streamId=7", ready.get("query"));
        assertEquals("live", ready.get("state"));
        assertEquals("127.0.0.1", ready.get("source"));
        assertEquals(200, service.control("GET", "/v3/rtmpconns/get/" + id, "").statusCode());
        assertEquals(200, service.control("POST", "/v3/rtmpconns/kick/" + id, "").statusCode());
        assertTrue(pusher.ends());
      }
      Map<String, String> notReady = next();
      assertEquals("not_ready", notReady.get("event"));
      assertEquals(id, notReady.get("source_id"));
      assertEquals("stalled", notReady.get("state"));
      assertEquals("/live/video-to-video/cam/stop?key=" + SECRET, notReady.get("url"));
      String metrics = service.until("/metrics", "sluice_hooks_total{outcome=\"done\"} 3");
      assertTrue(metrics.contains("sluice_hooks_total{outcome=\"retried\"} 1"), metrics);
      assertTrue(metrics.contains("sluice_hooks_pending 0"), metrics);
      assertEquals("cam none\n", Files.readString(folder.resolve("ready")));

      try (RawHttp1 unused = service.push("/ingest/cam")) {
        assertEquals("ready", next().get("event"));
        // At the end of the service its streams end.
        service.close();
        assertEquals("not_ready", next().get("event"));
      }
      List<String> lines = new ArrayList<>(log.lines());
      assertTrue(
          lines.stream()
              .anyMatch(
                  line ->
                      line.contains(
                          "hooks.ready.url failed for stream 'cam': the answer is 500; it is tried"
                              + " again.")),
          lines::toString);
      for (String line : lines) {
        assertFalse(line.contains(SECRET) || line.contains("hush-hush"), line);
      }
    }
  }

  @Test
  void viewersWithoutAKeyPictureMakeTheSourceAsked() throws Exception {
    Map<String, String> settings =
        Map.of(
            "SLUICE_HOOKS_KEY_FRAME_URL",
            url("key"),
            "SLUICE_INGEST_KEY_FRAME_REQUEST_MILLIS",
            "100",
            "SLUICE_WHEP_WAIT_SECONDS",
            "2");
    try (RunningService service = new RunningService(settings);
        RawHttp1 unused = service.pushWithoutKeyPictures("/ingest/cam")) {
      service.until("/api/streams", "\"name\":\"cam\"");
      assertEquals(0, calls.size());
      String offer = MediaMtxCallsTest.offer();
      assertEquals(
          409,
          service.open("POST", "/cam/whep", offer, "Content-Type", "application/sdp").statusCode());
      Map<String, String> call = next();
      assertEquals("key_frame", call.get("event"));
      assertEquals("1", call.get("waiting"));
      assertFalse(call.get("source_id").isEmpty());
      assertTrue(calls.size() >= 2, calls.size() + " calls in 2 s");
    }
  }
}
