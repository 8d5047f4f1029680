package dev.sluice.conformance.harness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium with a fresh profile. */
public final class Browser implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");

  private final Path profile;
  private final ChildProcess process;
  private final DevTools devTools;
  private final Map<String, BrowserPage> pages = new ConcurrentHashMap<>();

  private Browser(Path profile, ChildProcess process) throws InterruptedException {
    this.profile = profile;
    this.process = process;
    URI address = URI.create(process.awaitLine(LISTENING, START_PATIENCE).group(1));
    this.devTools = new DevTools(address, this::onEvent);
  }

  /** Starts the browser named by {@code SLUICE_CHROMIUM}, or {@code chromium}. */
  public static Browser start() throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory("sluice-browser");
    List<String> command = new ArrayList<>();
    command.add(System.getenv().getOrDefault("SLUICE_CHROMIUM", "chromium"));
    command.addAll(
        List.of(
            "--headless=new",
            // Containers rarely allow the sandbox; only our own pages are opened.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--no-proxy-server",
            "--autoplay-policy=no-user-gesture-required",
            "--mute-audio",
            "--window-size=1280,900",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank"));
    ChildProcess process = ChildProcess.start("Chromium", profile, Map.of(), command);
    try {
      return new Browser(profile, process);
    } catch (InterruptedException | RuntimeException | AssertionError e) {
      process.close();
      deleteTree(profile);
      throw e;
    }
  }

  /** Opens an address in a tab of its own and waits until it is loaded. */
  public BrowserPage open(URI address) throws InterruptedException {
    return open(address, "");
  }

  /** Opens an address, with a script that runs before those of the page. */
  public BrowserPage open(URI address, String script) throws InterruptedException {
    JsonObject blank = Json.createObjectBuilder().add("url", "about:blank").build();
    String targetId =
        devTools.call("", "Target.createTarget", blank, PATIENCE).getString("targetId");
    JsonObject attach =
        Json.createObjectBuilder().add("targetId", targetId).add("flatten", true).build();
    String sessionId =
        devTools.call("", "Target.attachToTarget", attach, PATIENCE).getString("sessionId");
    BrowserPage page = new BrowserPage(devTools, sessionId);
    pages.put(sessionId, page);
    page.load(address, script);
    return page;
  }

  /** Name and main version, such as {@code Chromium 156}. */
  public String version() throws InterruptedException {
    String product =
        devTools
            .call("", "Browser.getVersion", JsonValue.EMPTY_JSON_OBJECT, PATIENCE)
            .getString("product");
    return "Chromium " + product.replaceAll(".*/|\\..*", "");
  }

  private void onEvent(JsonObject event) {
    BrowserPage page = pages.get(event.getString("sessionId", ""));
    if (page != null) {
      page.onEvent(event.getString("method"), event.getJsonObject("params"));
    }
  }

  @Override
  public void close() throws IOException {
    devTools.close();
    process.close();
    deleteTree(profile);
  }

  private static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
