package dev.sluice.conformance.clients;

import dev.sluice.conformance.harness.BrowserPage;
import dev.sluice.conformance.harness.Desk;
import dev.sluice.conformance.harness.PageServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A player in a page of a browser, watched by {@code watch.js}. */
final class BrowserClient implements Client {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String name;

  /** Name of the player in players.js; empty for Sluice's own page. */
  private final String player;

  private BrowserClient(String name, String player) {
    this.name = name;
    this.player = player;
  }

  static BrowserClient ownPage() {
    return new BrowserClient("Sluice's player page", "");
  }

  static BrowserClient eyevinn() {
    return new BrowserClient("@eyevinn/webrtc-player", "eyevinn");
  }

  static BrowserClient whipWhep() {
    return new BrowserClient("whip-whep", "whipWhep");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Run start(URI whep, Duration play, boolean restart) throws Exception {
    String script = PageServer.script("watch.js");
    return Desk.open(
        desk ->
            new Watched(
                desk, desk.browser().open(address(desk.pages(), whep), script), play, restart));
  }

  /** The version of a package in package.json. */
  private static String pinned(String name) throws IOException {
    Path file =
        Path.of(System.getProperty("sluice.home")).resolve("conformance/clients/npm/package.json");
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      return reader.readObject().getJsonObject("dependencies").getString(name);
    }
  }

  private URI address(PageServer pages, URI whep) {
    if (player.isEmpty()) {
      return URI.create(whep.toString().replace("/whep/", "/play/"));
    }
    String encoded = URLEncoder.encode(whep.toString(), StandardCharsets.UTF_8);
    return pages.address("players.html?player=%s&whep=%s".formatted(player, encoded));
  }

  private final class Watched implements Run {
    private final Desk desk;
    private final BrowserPage page;
    private final Duration play;
    private final boolean restart;

    Watched(Desk desk, BrowserPage page, Duration play, boolean restart) {
      this.desk = desk;
      this.page = page;
      this.play = play;
      this.restart = restart;
    }

    @Override
    public void awaitPosting() throws InterruptedException {
      page.evaluate("watch.posting", PATIENCE);
    }

    @Override
    public Played awaitPlayed() throws Exception {
      // Sluice's page is muted until a click.
      page.evaluate("document.querySelector('video').muted = false");
      if (restart) {
        page.evaluate("watch.play(%d)".formatted(play.toMillis() / 2), PATIENCE);
        page.evaluate("player.then((it) => it.restart())", PATIENCE);
      }
      JsonObject seen;
      try {
        seen = page.evaluate("watch.play(%d)".formatted(play.toMillis()), PATIENCE).asJsonObject();
      } catch (AssertionError e) {
        throw new AssertionError(name + " plays nothing; console " + page.console(), e);
      }
      if (!player.isEmpty()) {
        page.evaluate("player.then((it) => it.stop())", PATIENCE);
      }
      return new Played(
          version(),
          number(seen, "postedAt"),
          number(seen, "answeredAt"),
          number(seen, "pictureAt"),
          seen.getInt("pictures"),
          seen.getInt("soundPackets"),
          number(seen, "energy") > 0,
          seen.getJsonArray("states").getValuesAs(JsonString::getString));
    }

    private String version() throws IOException, InterruptedException {
      return player.isEmpty()
          ? desk.browser().version()
          : "%s in %s".formatted(pinned(name), desk.browser().version());
    }

    private static double number(JsonObject object, String key) {
      return object.getJsonNumber(key).doubleValue();
    }

    @Override
    public void close() throws IOException {
      desk.close();
    }
  }
}
