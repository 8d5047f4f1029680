package dev.sluice.net.auth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An HTTP client with limits on duration and size of each answer. */
final class BoundedHttp implements AutoCloseable {
  private static final int MAX_ANSWER_BYTES = 1024 * 1024;

  private final HttpClient client;
  private final Duration timeout;

  /**
   * @param timeout from the request to the last byte of the answer
   */
  BoundedHttp(Duration timeout) {
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  record Answer(int status, String body) {}

  Answer get(URI address) throws IOException, InterruptedException {
    return ask(HttpRequest.newBuilder(address).header("Accept", "application/json").build());
  }

  Answer postJson(URI address, String json) throws IOException, InterruptedException {
    return ask(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(json, StandardCharsets.UTF_8))
            .build());
  }

  private Answer ask(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            request,
            BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_ANSWER_BYTES));
    try {
      HttpResponse<String> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (ExecutionException e) {
      throw new IOException("it cannot be reached", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("it does not answer in time", e);
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
