package dev.sluice.conformance.harness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A connection to a browser over the Chrome DevTools Protocol: numbered commands with answers, and
 * events, as JSON over one WebSocket.
 */
final class DevTools implements AutoCloseable {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final Consumer<JsonObject> onEvent;

  /**
   * Connects.
   *
   * @param address the browser's {@code ws://} address
   * @param onEvent receives every event; called by one thread at a time
   */
  DevTools(URI address, Consumer<JsonObject> onEvent) throws InterruptedException {
    this.onEvent = onEvent;
    this.socket =
        get(http.newWebSocketBuilder().buildAsync(address, new Listener()), CONNECT_PATIENCE);
  }

  /**
   * Sends a command and waits for its result.
   *
   * @param sessionId session of the page, or empty for the browser itself
   * @throws AssertionError if the browser answers with an error or not in time
   */
  JsonObject call(String sessionId, String method, JsonObject parameters, Duration patience)
      throws InterruptedException {
    int id = lastId.incrementAndGet();
    var message = Json.createObjectBuilder().add("id", id).add("method", method);
    message.add("params", parameters);
    if (!sessionId.isEmpty()) {
      message.add("sessionId", sessionId);
    }
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    try {
      send(message.build().toString());
      JsonObject whole = get(answer, patience);
      if (whole.containsKey("error")) {
        throw new AssertionError(method + ": " + whole.get("error"));
      }
      return whole.getJsonObject("result");
    } finally {
      waiting.remove(id);
    }
  }

  /** Sends one message at a time, as the WebSocket requires. */
  private synchronized void send(String text) throws InterruptedException {
    get(socket.sendText(text, true), CONNECT_PATIENCE);
  }

  private static <T> T get(CompletableFuture<T> future, Duration patience)
      throws InterruptedException {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer from the browser within " + patience, e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }

  private void received(String text) {
    JsonObject message = Json.createReader(new StringReader(text)).readObject();
    if (message.containsKey("id")) {
      CompletableFuture<JsonObject> answer = waiting.get(message.getInt("id"));
      if (answer != null) {
        answer.complete(message);
      }
    } else {
      onEvent.accept(message);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        received(whole);
      }
      from.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      fail(error);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      fail(
          new IllegalStateException("the browser closed the connection: " + status + " " + reason));
      return null;
    }

    private void fail(Throwable error) {
      waiting.values().forEach(answer -> answer.completeExceptionally(error));
    }
  }
}
