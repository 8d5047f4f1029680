package dev.sluice.api.observe;

import dev.sluice.net.http.GetAnswer;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /health/live} and {@code /health/ready}, in the form of MicroProfile Health: 200 with
 * status UP or 503 with status DOWN.
 */
public final class HealthRoutes {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private HealthRoutes() {}

  /**
   * Adds the routes.
   *
   * @param checks conditions of readiness
   * @param detail whether the answer lists the checks; not on the public socket
   */
  public static void register(
      HttpRouting.Builder routes, List<HealthCheck> checks, boolean detail) {
    List<HealthCheck> all = List.copyOf(checks);
    GetAnswer.route(
        routes,
        "/health/live",
        (request, response) -> answer(List.of(), detail, request, response));
    GetAnswer.route(
        routes, "/health/ready", (request, response) -> answer(all, detail, request, response));
  }

  private static void answer(
      List<HealthCheck> checks, boolean detail, ServerRequest request, ServerResponse response) {
    boolean up = true;
    JsonArrayBuilder told = JSON.createArrayBuilder();
    for (HealthCheck check : checks) {
      boolean checkUp = check.up().getAsBoolean();
      up &= checkUp;
      told.add(JSON.createObjectBuilder().add("name", check.name()).add("status", word(checkUp)));
    }
    JsonObjectBuilder answer = JSON.createObjectBuilder().add("status", word(up));
    if (detail) {
      answer.add("checks", told);
    }
    response
        .status(up ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
        .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
    GetAnswer.send(request, response, answer.build());
  }

  private static String word(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
