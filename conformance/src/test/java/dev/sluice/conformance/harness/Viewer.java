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
   * What a POST came to; times are milliseconds since the Unix epoch.
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

  /** The page, for what this class has no method for. */
  public BrowserPage page() {
    return page;
  }

  /** Leaves the viewer's page for another one, which {@link #page} gives then. */
  public void visit(URI address) throws InterruptedException {
    page = desk.browser().open(address);
  }

  /** Has media go through a relay: the answer's candidates are replaced by its address. */
  public void through(Relay relay) throws InterruptedException {
    page.evaluate("viewer.relayPort = %d".formatted(relay.port()));
  }

  /** As in a network that blocks UDP: the answer's candidates for it are left out. */
  public void withoutUdp() throws InterruptedException {
    page.evaluate("viewer.udpBlocked = true");
  }

  /** Sends an offer for pictures and sound, and returns while the POST is still under way. */
  public void post(URI whep) throws InterruptedException {
    post(whep, List.of("video", "audio"));
  }

  /** Sends an offer for these kinds, and returns while the POST is still under way. */
  public void post(URI whep, List<String> kinds) throws InterruptedException {
    post(whep, kinds, "{}");
  }

  /** The same with a configuration for the peer connection, as JSON. */
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
   * @return when it was shown, in milliseconds since the Unix epoch
   */
  public double firstFrame() throws InterruptedException, IOException {
    try {
      return ((JsonNumber) page.evaluate("viewer.firstFrame", PATIENCE)).doubleValue();
    } catch (AssertionError e) {
      throw new AssertionError("no picture; " + diagnosis(), e);
    }
  }

  /** Looks on for a while. */
  public Observation observe(Duration time) throws InterruptedException {
    return Observation.of(
        page.evaluate("viewer.observe(%d)".formatted(time.toMillis()), time.plus(PATIENCE))
            .asJsonObject());
  }

  /** Ends the session with DELETE and returns the status. */
  public int leave() throws InterruptedException {
    return ((JsonNumber) page.evaluate("viewer.leave()")).intValue();
  }

  /** What is known about a failure; leaves a picture of the page in {@code target}. */
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
