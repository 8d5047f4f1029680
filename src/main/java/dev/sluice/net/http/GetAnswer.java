package dev.sluice.net.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Routes of GET that take HEAD too (RFC 9110 section 9.3.2): the same answer without its body. */
public final class GetAnswer {
  private static final String JSON = "application/json";

  private GetAnswer() {}

  /** Adds a route for GET and HEAD, whose handler answers by {@link #send}. */
  public static void route(HttpRouting.Builder routes, String path, Handler handler) {
    routes.get(path, handler).head(path, handler);
  }

  /** Sends a JSON object. */
  public static void send(ServerRequest request, ServerResponse response, JsonObject body) {
    send(request, response, JSON, body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends a body.
   *
   * @param type media type
   */
  public static void send(
      ServerRequest request, ServerResponse response, String type, byte[] body) {
    response
        .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, type))
        .header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, body.length));
    boolean head = request.prologue().method().equals(Method.HEAD);
    response.send(head ? new byte[0] : body);
  }
}
