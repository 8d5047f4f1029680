package dev.sluice.api.player;

import dev.sluice.net.http.GetAnswer;
import dev.sluice.net.http.StreamNames;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Serves the player from memory: one page with its style sheet and scripts. */
public final class PlayerRoutes {
  /** Loads from this host only; may connect to WHEP endpoints anywhere. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src"
          + " 'self' blob:; connect-src *; base-uri 'none'; form-action 'self'; frame-ancestors *";

  private static final String HTML = "text/html; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /** The modules that {@code player.js} imports. */
  private static final List<String> MODULES =
      List.of("events", "plots", "retry", "stats", "still", "view", "whep");

  private PlayerRoutes() {}

  /** Adds {@code /}, {@code /play/{stream}} and the files they load. */
  public static void register(HttpRouting.Builder routes) {
    byte[] page = read("player.html");
    Handler playing = content(oneFolderDown(page), HTML);
    add(routes, "/", content(page, HTML));
    add(
        routes,
        "/play/{stream}",
        (request, response) -> {
          StreamNames.of(request);
          playing.handle(request, response);
        });
    add(routes, "/player.css", content(read("player.css"), STYLE));
    add(routes, "/player.js", content(read("player.js"), SCRIPT));
    for (String module : MODULES) {
      String file = "player/" + module + ".js";
      add(routes, "/" + file, content(read(file), SCRIPT));
    }
  }

  private static void add(HttpRouting.Builder routes, String path, Handler handler) {
    GetAnswer.route(routes, path, handler);
  }

  /**
   * The page for {@code /play/{stream}}: its links point one folder up. All links are relative, so
   * that a proxy may serve the player below any path.
   */
  private static byte[] oneFolderDown(byte[] page) {
    return new String(page, StandardCharsets.UTF_8)
        .replace("\"./", "\"../")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Handler content(byte[] content, String type) {
    return (request, response) -> {
      response
          .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-cache"))
          .header(HeaderValues.create("Content-Security-Policy", POLICY))
          .header(HeaderValues.create("X-Content-Type-Options", "nosniff"))
          .header(HeaderValues.create("Referrer-Policy", "no-referrer"));
      GetAnswer.send(request, response, type, content);
    };
  }

  private static byte[] read(String name) {
    try (InputStream in = PlayerRoutes.class.getResourceAsStream("/web/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + name + " is missing in this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
