package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.net.http.RawHttp1;
import dev.sluice.source.http.HttpPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers are asked for key pictures in their control channels. */
@Timeout(60)
class ControlChannelsTest {
  private static final String KEEP_ALIVE = "{\"keep\":\"alive\"}";

  private static String take(BlockingQueue<String> messages) throws InterruptedException {
    String message = messages.poll(20, TimeUnit.SECONDS);
    assertTrue(message != null, "no message came");
    return message;
  }

  /** A viewer that waits for a key picture until it is refused. */
  private static void wait(RunningService service) throws Exception {
    assertEquals(
        409,
        service
            .open("POST", "/cam/whep", MediaMtxCallsTest.offer(), "Content-Type", "application/sdp")
            .statusCode());
  }

  private static void assertAsks(String message) {
    assertTrue(
        message.matches(
            "\\{\"type\":\"key_frame\",\"stream\":\"cam\",\"waiting\":1,\"timestamp\":\\d{13}}"),
        message);
  }

  @Test
  void workerOfAFetchedSourceIsAsked() throws Exception {
    byte[] all = Files.readAllBytes(Path.of("src/main/resources/demo/demo.ts"));
    byte[] tables = Arrays.copyOf(all, 3 * 188);
    BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    try (HttpPeer worker =
            new HttpPeer(
                x -> {
                  if (x.head().startsWith("POST /ai/trickle/w-control/-1 ")) {
                    messages.add(x.body());
                    x.ok("Lp-Trickle-Seq: 1\r\n", "");
                  } else {
                    x.send(
                        "HTTP/1.1 200 OK\r\nLp-Trickle-Seq: 1\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n%x\r\n".formatted(tables.length));
                    x.send(tables);
                    x.send("\r\n");
                    x.awaitGone();
                  }
                });
        RunningService service =
            new RunningService(
                Map.of(
                    "SLUICE_SOURCES",
                    "cam.url=trickle+http://127.0.0.1:%d/ai/trickle/w-out\n"
                            .formatted(worker.port())
                        + "cam.control=trickle+http://127.0.0.1:%d/ai/trickle/w-control"
                            .formatted(worker.port())))) {
      assertEquals(KEEP_ALIVE, take(messages));
      service.until("/api/streams", "\"name\":\"cam\"");
      wait(service);
      assertAsks(take(messages));
      String source = service.until("/api/streams/cam/source", "\"control\":{\"url\":\"trickle");
      assertTrue(source.contains("/ai/trickle/w-control\",\"state\":\"live\""), source);
      String metrics = service.control("GET", "/metrics", "").body();
      assertTrue(
          metrics.contains("sluice_control_messages_total{outcome=\"keep_alive\"} 1"), metrics);
    }
  }

  @Test
  void workerThatPublishesToTheServiceIsAsked() throws Exception {
    BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    try (RunningService service = new RunningService(Map.of("SLUICE_TRICKLE_SERVER", "on"));
        RawHttp1 unused = service.pushWithoutKeyPictures("/ingest/cam")) {
      Thread worker =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      messages.add(service.control("GET", "/ai/trickle/cam-control/-1", "").body());
                    } catch (Exception e) {
                      messages.add(e.toString());
                    }
                  });
      service.until("/metrics", "sluice_trickle_channels 1");
      wait(service);
      assertAsks(take(messages));
      worker.join();
    }
  }
}
