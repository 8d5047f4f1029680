package dev.sluice.whep;

import dev.sluice.http.StreamNames;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The player: one page with its style and script, served from memory. */
public final class PlayerRoutes {
  /** Nothing from anywhere else; WHEP of other hosts may be played. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src"
          + " 'self' blob:; connect-src *; base-uri 'none'; form-action 'self'; frame-ancestors *";

  private PlayerRoutes() {}

  /** Adds {@code /}, {@code /play/{stream}} and what they load. */
  public static void register(HttpRouting.Builder routes) {
    Handler player = page("../");
    routes
        .get("/", page(""))
        .get(
            "/play/{stream}",
            (request, response) -> {
              StreamNames.of(request);
              player.handle(request, response);
            })
        .get("/player.css", resource(read("player.css"), "text/css; charset=utf-8"))
        .get("/player.js", resource(read("player.js"), "text/javascript; charset=utf-8"));
  }

  /** The page, with relative addresses, so that it works below any prefix of a proxy. */
  private static Handler page(String base) {
    String html = new String(read("player.html"), StandardCharsets.UTF_8).replace("{base}", base);
    return resource(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
  }

  private static Handler resource(byte[] content, String type) {
    return (request, response) ->
        response
            .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, type))
            .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-cache"))
            .header(HeaderValues.create("Content-Security-Policy", POLICY))
            .header(HeaderValues.create("X-Content-Type-Options", "nosniff"))
            .header(HeaderValues.create("Referrer-Policy", "no-referrer"))
            .send(content);
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
