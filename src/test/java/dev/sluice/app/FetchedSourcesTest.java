package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.source.http.HttpPeer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources that the whole service fetches over HTTP. */
@Timeout(60)
class FetchedSourcesTest {
  private static HttpPeer server() throws Exception {
    byte[] media = Files.readAllBytes(Path.of("src/main/resources/demo/demo.ts"));
    return new HttpPeer(
        x -> {
          boolean trickle = x.target().startsWith("/ai/trickle/");
          if (trickle && !x.target().endsWith("/-2")) {
            x.awaitGone();
          }
          x.send(
              "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n"
                  .formatted(media.length, trickle ? "Lp-Trickle-Seq: 5\r\n" : ""));
          x.send(media);
        });
  }

  @Test
  void addressesOfTheConfigurationArePlayed() throws Exception {
    try (HttpPeer peer = server()) {
      String address = "http://127.0.0.1:" + peer.port();
      try (RunningService service =
          new RunningService(
              Map.of(
                  "SLUICE_INGEST_LEAD_SECONDS",
                  "1",
                  "SLUICE_SOURCES",
                  "film=%s/film.ts\nworker=trickle+%s/ai/trickle/worker-out"
                      .formatted(address, address)))) {
        for (String stream : new String[] {"film", "worker"}) {
          String source = service.until("/api/streams/" + stream + "/source", "\"state\":\"live\"");
          assertTrue(source.contains(address), source);
        }
      }
      assertTrue(
          peer.requests.stream().anyMatch(head -> head.startsWith("GET /ai/trickle/worker-out/6 ")),
          () -> peer.requests.toString());
    }
  }

  @Test
  void addressesOfTheApiMayNotReachThisMachine() throws Exception {
    try (HttpPeer peer = server();
        RunningService service = new RunningService(Map.of())) {
      for (String scheme : new String[] {"http", "trickle+http"}) {
        HttpResponse<String> answer =
            service.control(
                "PUT",
                "/api/streams/film/source",
                "{\"url\":\"%s://localhost:%d/x\"}".formatted(scheme, peer.port()));
        assertEquals(403, answer.statusCode(), answer.body());
      }
      assertEquals(0, peer.connections());
    }
  }
}
