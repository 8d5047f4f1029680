package dev.sluice.conformance.harness;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two viewers of one stream on a page with {@code swap.js}; the first one has sound, too. */
public final class Spectators implements AutoCloseable {
  /** Number of the built-in slate. */
  public static final int SLATE = -2;

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Desk desk;
  private final BrowserPage page;

  private Spectators(Desk desk, BrowserPage page) {
    this.desk = desk;
    this.page = page;
  }

  /**
   * A presented picture.
   *
   * @param number read from it; -1 if it cannot be read, {@link #SLATE} for the slate
   * @param width in pixels
   */
  public record Shown(double atMillis, int number, int width) {
    /** Whether it is the slate. */
    public boolean slate() {
      return number == SLATE;
    }
  }

  /**
   * What one viewer has seen.
   *
   * @param postedMillis time of the request
   * @param backwards how often {@code currentTime} went back
   * @param strange pictures that differ from the same picture of an undisturbed source
   * @param compared pictures that could be compared
   */
  public record Seen(
      List<Shown> pictures,
      int posts,
      double postedMillis,
      int backwards,
      int strange,
      int compared,
      int keyPicturesAsked,
      int soundPackets,
      String states) {
    /** Pictures whose number cannot be read. */
    public long unreadable() {
      return pictures.stream().filter(shown -> shown.number() < 0 && !shown.slate()).count();
    }

    /** Pictures with the number and size of their predecessor. */
    public int repeated() {
      int count = 0;
      for (int i = 1; i < pictures.size(); i++) {
        Shown one = pictures.get(i);
        Shown before = pictures.get(i - 1);
        count += one.number() == before.number() && one.width() == before.width() ? 1 : 0;
      }
      return count;
    }

    /** The time from a moment to the first picture of this width (0: of any) shown after it. */
    public double delayMillis(double since, int width) {
      return pictures.stream()
          .filter(shown -> shown.atMillis() >= since)
          .filter(shown -> width == 0 || shown.width() == width)
          .mapToDouble(shown -> shown.atMillis() - since)
          .findFirst()
          .orElseThrow(() -> new AssertionError("nothing is shown after " + since));
    }
  }

  /** Opens the page; the stream must be playable soon. */
  public static Spectators open(URI whep)
      throws IOException, InterruptedException, URISyntaxException {
    return Desk.open(
        desk -> {
          BrowserPage page = desk.browser().open(desk.pages().address("swap.html"));
          JsonValue unused = page.evaluate("begin('%s')".formatted(whep), PATIENCE);
          return new Spectators(desk, page);
        });
  }

  /** Waits until both have shown the slate since then. */
  public void awaitSlate(double sinceMillis) throws InterruptedException {
    await(sinceMillis, 0, SLATE);
  }

  /**
   * Waits until both have shown a picture since then.
   *
   * @param width of the picture; 0 for any
   * @param number of the picture, or a later one
   */
  public void await(double sinceMillis, int width, int number) throws InterruptedException {
    JsonValue shown =
        page.evaluate("shown(%f, %d, %d, 30000)".formatted(sinceMillis, width, number), PATIENCE);
    if (shown != JsonValue.TRUE) {
      throw new AssertionError("no picture %d; %s".formatted(number, page.console()));
    }
  }

  /** Lets some time go by. */
  public void pause(Duration time) throws InterruptedException {
    JsonValue unused = page.evaluate("sleep(%d)".formatted(time.toMillis()), PATIENCE);
  }

  /** Pictures are only compared from now on, and no longer learnt. */
  public void endLearning() throws InterruptedException {
    JsonValue unused = page.evaluate("learning = false; true");
  }

  /** What both have seen. */
  public List<Seen> seen() throws InterruptedException {
    List<Seen> seen = new ArrayList<>();
    for (JsonObject one :
        page.evaluate("report()", PATIENCE).asJsonArray().getValuesAs(JsonObject.class)) {
      List<Shown> pictures =
          one.getJsonArray("frames").getValuesAs(JsonArray.class).stream()
              .map(
                  frame ->
                      new Shown(
                          frame.getJsonNumber(0).doubleValue(), frame.getInt(1), frame.getInt(2)))
              .toList();
      seen.add(
          new Seen(
              pictures,
              one.getInt("posts"),
              one.getJsonNumber("postedAt").doubleValue(),
              one.getInt("backwards"),
              one.getInt("strange"),
              one.getInt("compared"),
              one.getInt("plis"),
              one.getInt("soundPackets"),
              one.get("states").toString()));
    }
    return seen;
  }

  @Override
  public void close() throws IOException {
    desk.close();
  }
}
