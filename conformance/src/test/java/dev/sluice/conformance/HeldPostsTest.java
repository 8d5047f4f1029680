package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.Offers;
import dev.sluice.conformance.harness.ServiceProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** POSTs for a stream without a source. */
@Tag("quick")
class HeldPostsTest {
  private static final int CLIENTS = 100;

  private static ServiceProcess service;

  @BeforeAll
  static void startService() throws Exception {
    service = ServiceProcess.serve();
  }

  @AfterAll
  static void stopService() {
    service.close();
  }

  @Test
  void allWhoWaitAreAnsweredWhenTheStreamStarts() throws Exception {
    try (HttpClient client = newClient()) {
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> client.sendAsync(post("crowd"), BodyHandlers.ofString()))
              .toList();
      // No POST can be answered before there is a source.
      assertFalse(answers.stream().anyMatch(CompletableFuture::isDone), "answered too early");
      try (FfmpegPusher pusher = FfmpegPusher.picturesAndSound(service.ingest("crowd"))) {
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
          HttpResponse<String> response = answer.get(20, TimeUnit.SECONDS);
          assertEquals(201, response.statusCode(), response.body());
          assertEquals(200, delete(client, response), "DELETE of " + location(response));
        }
        assertTrue(pusher.process().isAlive(), pusher.process().output());
      }
    }
  }

  @Test
  void whoWaitsForNothingIsToldToComeBack() throws Exception {
    try (HttpClient client = newClient()) {
      long begunNanos = System.nanoTime();
      HttpResponse<String> response = client.send(post("never"), BodyHandlers.ofString());
      long heldMillis = (System.nanoTime() - begunNanos) / 1_000_000;
      assertEquals(409, response.statusCode(), response.body());
      assertTrue(response.headers().firstValue("Retry-After").isPresent(), "no Retry-After");
      assertTrue(heldMillis > 7000 && heldMillis < 12_000, "held for " + heldMillis + " ms");
    }
  }

  private static HttpClient newClient() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private static HttpRequest post(String stream) {
    return HttpRequest.newBuilder(service.whep(stream))
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/sdp")
        .POST(BodyPublishers.ofString(Offers.chromium()))
        .build();
  }

  private static int delete(HttpClient client, HttpResponse<String> created) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(location(created)).DELETE().build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static URI location(HttpResponse<String> created) {
    return created.uri().resolve(created.headers().firstValue("Location").orElseThrow());
  }
}
