package dev.sluice.conformance.harness;

import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/** A page of a browser with {@code instant.js}: an old viewer, and newcomers beside it. */
public final class SideBySide implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Desk desk;
  private final BrowserPage page;
  private final URI whep;

  private SideBySide(Desk desk, BrowserPage page, URI whep) {
    this.desk = desk;
    this.page = page;
    this.whep = whep;
  }

  /** Opens the page and lets the old viewer play for a while. */
  public static SideBySide open(URI whep, Duration settling)
      throws IOException, InterruptedException, URISyntaxException {
    return Desk.open(
        desk -> {
          BrowserPage page = desk.browser().open(desk.pages().address("instant.html"));
          JsonValue pictures =
              page.evaluate("settle('%s', %d)".formatted(whep, settling.toMillis()), PATIENCE);
          if (((JsonNumber) pictures).intValue() < settling.toSeconds() * 10) {
            throw new AssertionError(
                "the old viewer has read the number of %s pictures".formatted(pictures));
          }
          return new SideBySide(desk, page, whep);
        });
  }

  /** Lets some time go by for both. */
  public void pause(Duration time) throws InterruptedException {
    JsonValue unused = page.evaluate("sleep(%d)".formatted(time.toMillis()), PATIENCE);
  }

  /**
   * Runs a newcomer for the given time.
   *
   * @param relayPort port of the relay for its media, 0 for none
   */
  public Newcomer join(int relayPort, Duration watch) throws InterruptedException {
    JsonValue seen =
        page.evaluate(
            "joinOnce('%s', %d, %d)".formatted(whep, relayPort, watch.toMillis()), PATIENCE);
    if (seen.getValueType() != JsonValue.ValueType.OBJECT) {
      throw new AssertionError("a newcomer has seen no picture; " + page.console());
    }
    return Newcomer.of(seen.asJsonObject());
  }

  @Override
  public void close() throws IOException {
    desk.close();
  }
}
