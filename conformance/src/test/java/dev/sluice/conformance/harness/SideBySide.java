package dev.sluice.conformance.harness;

import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/** Two players in one page of a browser, running {@code instant.js}: an old viewer, newcomers. */
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

  /** Opens the page and has the old viewer watch for a while. */
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
   * One more viewer, for as long as is said.
   *
   * @param relayPort where its media goes, 0 for straight to the service
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
