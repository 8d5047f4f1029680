package dev.sluice.conformance.harness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One tab of a {@link Browser}. */
public final class BrowserPage {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final DevTools devTools;
  private final String sessionId;
  private final CountDownLatch loaded = new CountDownLatch(1);
  private final List<String> console = new CopyOnWriteArrayList<>();

  BrowserPage(DevTools devTools, String sessionId) {
    this.devTools = devTools;
    this.sessionId = sessionId;
  }

  void load(URI address, String script) throws InterruptedException {
    call("Page.enable", JsonValue.EMPTY_JSON_OBJECT);
    call("Runtime.enable", JsonValue.EMPTY_JSON_OBJECT);
    if (!script.isEmpty()) {
      call(
          "Page.addScriptToEvaluateOnNewDocument",
          Json.createObjectBuilder().add("source", script).build());
    }
    JsonObject result =
        call("Page.navigate", Json.createObjectBuilder().add("url", address.toString()).build());
    if (result.containsKey("errorText")) {
      throw new AssertionError(address + ": " + result.getString("errorText"));
    }
    if (!loaded.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(address + " was not loaded within " + PATIENCE);
    }
  }

  void onEvent(String method, JsonObject parameters) {
    switch (method) {
      case "Page.loadEventFired" -> loaded.countDown();
      case "Runtime.consoleAPICalled" -> console.add(parameters.get("args").toString());
      case "Runtime.exceptionThrown" -> console.add(parameters.get("exceptionDetails").toString());
      default -> {
        // The tests need no other events.
      }
    }
  }

  /**
   * Evaluates an expression, waits for its promise if it is one, and returns its value.
   *
   * @throws AssertionError with the page's message if the expression throws
   */
  public JsonValue evaluate(String expression) throws InterruptedException {
    return evaluate(expression, PATIENCE);
  }

  /** Evaluates an expression within a given time. */
  public JsonValue evaluate(String expression, Duration patience) throws InterruptedException {
    JsonObject parameters =
        Json.createObjectBuilder()
            .add("expression", expression)
            .add("awaitPromise", true)
            .add("returnByValue", true)
            .build();
    JsonObject result = devTools.call(sessionId, "Runtime.evaluate", parameters, patience);
    if (result.containsKey("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
    }
    return result.getJsonObject("result").getOrDefault("value", JsonValue.NULL);
  }

  /** The page's console output and uncaught exceptions. */
  public List<String> console() {
    return List.copyOf(console);
  }

  /** Writes a screenshot of the page to a PNG file. */
  public void screenshot(Path file) throws InterruptedException, IOException {
    JsonObject result = call("Page.captureScreenshot", JsonValue.EMPTY_JSON_OBJECT);
    Files.write(file, Base64.getDecoder().decode(result.getString("data")));
  }

  /** Gives the page the size of another screen, in CSS pixels. */
  public void resize(int width, int height) throws InterruptedException {
    call(
        "Emulation.setDeviceMetricsOverride",
        Json.createObjectBuilder()
            .add("width", width)
            .add("height", height)
            .add("deviceScaleFactor", 1)
            .add("mobile", false)
            .build());
  }

  private JsonObject call(String method, JsonObject parameters) throws InterruptedException {
    return devTools.call(sessionId, method, parameters, PATIENCE);
  }
}
