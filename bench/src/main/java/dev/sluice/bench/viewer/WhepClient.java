package dev.sluice.bench.viewer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Creates and ends WHEP sessions over HTTP. */
final class WhepClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  /**
   * The answer to an offer.
   *
   * @param session resource of the session, for DELETE
   */
  record Answer(String sdp, URI session) {}

  Answer post(URI endpoint, String offer) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Content-Type", "application/sdp")
            .POST(HttpRequest.BodyPublishers.ofString(offer))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 201) {
      throw new IOException("status " + response.statusCode() + ": " + response.body());
    }
    String location = response.headers().firstValue("Location").orElseThrow();
    return new Answer(response.body(), endpoint.resolve(location));
  }

  void delete(URI session) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(session).timeout(PATIENCE).DELETE().build();
    HttpResponse<Void> unused = http.send(request, HttpResponse.BodyHandlers.discarding());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
