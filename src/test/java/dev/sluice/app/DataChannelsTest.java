package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.source.http.HttpPeer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Data channels of the whole service, with a trickle server that answers well and badly. */
@Timeout(60)
class DataChannelsTest {
  private static final String STREAM = "/api/streams/cam";

  private static void segment(HttpPeer.Exchange x, long number, String body) throws IOException {
    x.ok("Content-Type: application/json\r\nLp-Trickle-Seq: " + number + "\r\n", body);
  }

  /** The media of {@code /ai/trickle/out}; other channels are those of the script. */
  private static HttpPeer server(HttpPeer.Script channels) throws Exception {
    byte[] media = Files.readAllBytes(Path.of("src/main/resources/demo/demo.ts"));
    return new HttpPeer(
        x -> {
          if (!x.target().startsWith("/ai/trickle/out/")) {
            channels.answer(x);
          } else if (x.target().endsWith("/-2")) {
            x.send(
                "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nLp-Trickle-Seq: 5\r\n\r\n"
                    .formatted(media.length));
            x.send(media);
          } else {
            x.awaitGone();
          }
        });
  }

  private static RunningService service(HttpPeer peer, String... channels) throws Exception {
    StringBuilder sources = new StringBuilder();
    String base = "trickle+http://127.0.0.1:" + peer.port() + "/ai/trickle/";
    sources.append("cam.url=").append(base).append("out");
    for (String channel : channels) {
      sources.append("\ncam.data=").append(base).append(channel);
    }
    return new RunningService(
        Map.of(
            "SLUICE_SOURCES",
            sources.toString(),
            "SLUICE_SOURCES_RETRY_MILLIS",
            "10",
            "SLUICE_SOURCES_RETRY_MAX_SECONDS",
            "1",
            "SLUICE_SOURCES_ALLOW",
            "loopback"));
  }

  private static void assertPlays(RunningService service) throws Exception {
    service.until(STREAM + "/source", "\"url\":\"trickle+http");
    service.until(STREAM, "\"playable\":true");
    assertTrue(service.control("GET", STREAM + "/source", "").body().contains("\"errors\":0"));
  }

  @Test
  void newestMessageIsShownBesideTheMedia() throws Exception {
    try (HttpPeer peer =
            server(
                x -> {
                  String number = x.target().replaceAll(".*/", "");
                  switch (number) {
                    case "-2" -> segment(x, 7, "{\"label\":\"cat\",\"box\":[1,2,3,4]}\n");
                    case "8" -> segment(x, 8, "{\"label\":\"dog\"}\n{\"keep\":\"alive\"}\n");
                    default -> x.awaitGone();
                  }
                });
        RunningService service = service(peer, "worker-data")) {
      String source = service.until(STREAM + "/source", "\"last\":{\"label\":\"dog\"}");
      assertTrue(
          source.contains(
              "\"bytes\":65,\"messages\":2,\"keepAlives\":1,\"malformed\":0,\"oversized\":0"),
          source);
      assertTrue(source.contains("/ai/trickle/worker-data\",\"state\":\"live\""), source);
      String data = service.control("GET", STREAM + "/data", "").body();
      assertTrue(data.startsWith("{\"stream\":\"cam\",\"attached\":[{\"url\":"), data);
      assertTrue(
          service
              .control("GET", "/metrics", "")
              .body()
              .contains("sluice_data_messages_total{event=\"message\"} 2"));
      assertPlays(service);
    }
  }

  @Test
  void channelsThatFailDoNotDisturbTheMedia() throws Exception {
    AtomicInteger missing = new AtomicInteger();
    String padding = "[" + "{\"x\":1},".repeat(20_000);
    try (LogRecorder log = new LogRecorder(Level.INFO);
        HttpPeer peer =
            server(
                x -> {
                  String number = x.target().replaceAll(".*/", "");
                  String channel = x.target().split("/")[3];
                  switch (channel) {
                    case "garbage" ->
                        segment(x, number.equals("-2") ? 1 : Long.parseLong(number), "<html>\n");
                    case "endless" -> {
                      x.send(
                          "HTTP/1.1 200 OK\r\nLp-Trickle-Seq: 1\r\n"
                              + "Transfer-Encoding: chunked\r\n\r\n");
                      while (true) {
                        x.send("%x\r\n%s\r\n".formatted(padding.length(), padding));
                      }
                    }
                    case "missing" -> {
                      missing.incrementAndGet();
                      x.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                    }
                    default -> {
                      x.ok("Lp-Trickle-Closed: terminated\r\n", "Entry not found");
                    }
                  }
                });
        RunningService service = service(peer, "garbage", "endless", "missing", "closed")) {
      service.until(STREAM + "/source", "\"oversized\":1");
      service.until(STREAM + "/source", "\"lastError\":\"http://127.0.0.1");
      service.until(STREAM + "/source", "/ai/trickle/closed\",\"state\":\"ended\"");
      while (missing.get() < 3) {
        Thread.onSpinWait();
      }
      String data = service.until(STREAM + "/data", "\"malformed\":1");
      assertTrue(!data.contains("\"last\""), data);
      assertPlays(service);
      long told =
          log.messages().stream()
              .filter(line -> line.contains("/ai/trickle/garbage of stream 'cam' sends"))
              .count();
      assertEquals(1, told, log.messages().toString());
    }
  }

  @Test
  void apiAttachesDataChannelsAtAddressesThatAreAllowed() throws Exception {
    try (HttpPeer peer = server(x -> segment(x, 1, "{\"x\":1}"));
        RunningService service = service(peer, "a")) {
      String base = "trickle+http://127.0.0.1:" + peer.port() + "/ai/trickle/";
      HttpResponse<String> made =
          service.control(
              "PUT",
              "/api/streams/other/source",
              "{\"url\":\"%sout\",\"data\":[\"%sone?token=secret\",\"%stwo\"]}"
                  .formatted(base, base, base));
      assertEquals(201, made.statusCode(), made.body());
      assertTrue(!made.body().contains("secret"), made.body());
      service.until("/api/streams/other/data", "\"last\":{\"x\":1}");
      HttpResponse<String> refused =
          service.control(
              "PUT",
              "/api/streams/other/source",
              "{\"url\":\"%sout\",\"data\":\"trickle+http://192.0.2.1/x\"}".formatted(base));
      assertEquals(403, refused.statusCode(), refused.body());
      assertEquals(404, service.control("GET", "/api/streams/none/data", "").statusCode());
    }
  }

  @Test
  void messagesPublishedToTheServiceAreShown() throws Exception {
    try (RunningService service = new RunningService(Map.of("SLUICE_TRICKLE_SERVER", "on"))) {
      HttpResponse<String> published =
          service.control(
              "POST",
              "/ai/trickle/cam-data/0",
              "{\"label\":\"cat\"}\n",
              "Content-Type",
              "application/json");
      assertEquals(200, published.statusCode());
      String data = service.until("/api/streams/cam/data", "\"last\":{\"label\":\"cat\"}");
      assertTrue(data.contains("\"attached\":[],\"published\":[{\"channel\":\"cam-data\","), data);
    }
  }
}
