package dev.sluice.conformance.harness;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A WHEP viewer in a browser of its own, running {@code viewer.js}. */
public final class Viewer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Desk desk;
  private BrowserPage page;

  private Viewer(Desk desk, BrowserPage page) {
    this.desk = desk;
    this.page = page;
  }

  /**
   * The result of a POST; times are milliseconds since the Unix epoch.
   *
   * @param status HTTP status
   * @param sdp the body
   */
  public record Answer(int status, double postedAtMillis, double answeredAtMillis, String sdp) {}

  /** Starts a browser and opens the viewer's page. */
  public static Viewer open() throws IOException, InterruptedException, URISyntaxException {
    return Desk.open(
        desk -> new Viewer(desk, desk.browser().open(desk.pages().address("viewer.html"))));
  }

  /** The page, for actions without a method here. */
  public BrowserPage page() {
    return page;
  }

  /** Navigates to another page, which {@link #page} then returns. */
  public void visit(URI address) throws InterruptedException {
    page = desk.browser().open(address);
  }

  /** Waits until a condition in JavaScript is true on the present page. */
  public void until(String condition) throws InterruptedException {
    try {
      page.evaluate(
          """
          new Promise((resolve) => {
            const timer = setInterval(() => {
              if (%s) {
                clearInterval(timer);
                resolve(true);
              }
            }, 50);
          })
          """
              .formatted(condition));
    } catch (AssertionError e) {
      throw new AssertionError(
          "never true: %s; the page shows %s; its console: %s"
              .formatted(condition, page.evaluate("document.body.innerText"), page.console()),
          e);
    }
  }

  /** Routes media through a relay: its address replaces the answer's candidates. */
  public void through(Relay relay) throws InterruptedException {
    page.evaluate("viewer.relayPort = %d".formatted(relay.port()));
  }

  /** Simulates a network that blocks UDP: the answer's UDP candidates are removed. */
  public void withoutUdp() throws InterruptedException {
    page.evaluate("viewer.udpBlocked = true");
  }

  /** Sends an offer for picture and sound, and returns before the answer. */
  public void post(URI whep) throws InterruptedException {
    post(whep, List.of("video", "audio"));
  }

  /** Sends an offer for these kinds, and returns before the answer. */
  public void post(URI whep, List<String> kinds) throws InterruptedException {
    post(whep, kinds, "{}");
  }

  /** Sends an offer for these kinds, with a peer connection configuration as JSON. */
  public void post(URI whep, List<String> kinds, String configuration) throws InterruptedException {
    page.evaluate(
        "viewer.post('%s', %s, %s)"
            .formatted(whep, Json.createArrayBuilder(kinds).build(), configuration));
  }

  /** Waits for the answer to the POST. */
  public Answer answer() throws InterruptedException {
    JsonObject answer = page.evaluate("viewer.answer", PATIENCE).asJsonObject();
    return new Answer(
        answer.getInt("status"),
        number(answer, "postedAt"),
        number(answer, "answeredAt"),
        answer.getString("sdp"));
  }

  /**
   * Waits for the first decoded picture.
   *
   * @return its time of presentation, in milliseconds since the Unix epoch
   */
  public double firstFrame() throws InterruptedException, IOException {
    try {
      return ((JsonNumber) page.evaluate("viewer.firstFrame", PATIENCE)).doubleValue();
    } catch (AssertionError e) {
      throw new AssertionError("no picture; " + diagnosis(), e);
    }
  }

  /** Observes the viewer for a while. */
  public Observation observe(Duration time) throws InterruptedException {
    return Observation.of(
        page.evaluate("viewer.observe(%d)".formatted(time.toMillis()), time.plus(PATIENCE))
            .asJsonObject());
  }

  /** Ends the session with DELETE and returns the status. */
  public int leave() throws InterruptedException {
    return ((JsonNumber) page.evaluate("viewer.leave()")).intValue();
  }

  /** Diagnostics for a failure message; writes a screenshot of the page to {@code target}. */
  private String diagnosis() throws InterruptedException, IOException {
    page.screenshot(Path.of("target", "viewer.png"));
    return "states %s, last statistics %s, console %s"
        .formatted(
            page.evaluate("viewer.states"), page.evaluate("viewer.stats.at(-1)"), page.console());
  }

  private static double number(JsonObject object, String key) {
    return object.getJsonNumber(key).doubleValue();
  }

  @Override
  public void close() throws IOException {
    desk.close();
  }
}
