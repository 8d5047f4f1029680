package dev.sluice.api.control;

import dev.sluice.api.events.EventSubscriptions;
import dev.sluice.api.whep.DrainState;
import dev.sluice.net.http.Bodies;
import dev.sluice.net.http.GetAnswer;
import dev.sluice.net.http.JsonInput;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.net.http.StreamNames;
import dev.sluice.viewer.session.Sessions;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Sends viewers the event to reconnect: the viewers of a stream, or all viewers while the instance
 * is drained.
 */
public final class DrainRoutes {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
  private static final int MAX_BODY_BYTES = 4096;

  private final DrainState state;
  private final EventSubscriptions events;
  private final Sessions sessions;

  /**
   * @param state read by the WHEP endpoint
   * @param events sends the event
   * @param sessions counted in answers
   */
  public DrainRoutes(DrainState state, EventSubscriptions events, Sessions sessions) {
    this.state = state;
    this.events = events;
    this.sessions = sessions;
  }

  /** Adds {@code /api/drain} and {@code /api/streams/{stream}/reconnect}. */
  public void register(HttpRouting.Builder routes) {
    GetAnswer.route(
        routes,
        "/api/drain",
        (request, response) -> answer(request, response, JSON.createObjectBuilder()));
    routes
        .put("/api/drain", this::begin)
        .delete("/api/drain", this::end)
        .post("/api/streams/{stream}/reconnect", this::reconnect);
  }

  private void begin(ServerRequest request, ServerResponse response) {
    DrainState.Drain drain =
        new DrainState.Drain(address(request).map(DrainRoutes::withoutTrailingSlash));
    state.begin(drain);
    int told =
        events.reconnect(session -> true, session -> drain.endpoint(session.stream().name()));
    answer(request, response, JSON.createObjectBuilder().add("told", told));
  }

  private void end(ServerRequest request, ServerResponse response) {
    state.end();
    answer(request, response, JSON.createObjectBuilder());
  }

  private void reconnect(ServerRequest request, ServerResponse response) {
    String stream = StreamNames.of(request);
    Optional<String> to = address(request);
    int told = events.reconnect(session -> session.stream().name().equals(stream), session -> to);
    answer(request, response, JSON.createObjectBuilder().add("told", told));
  }

  private void answer(ServerRequest request, ServerResponse response, JsonObjectBuilder answer) {
    answer.add("draining", state.draining()).add("viewers", sessions.count());
    state.drain().flatMap(DrainState.Drain::base).ifPresent(base -> answer.add("url", base));
    GetAnswer.send(request, response, answer.build());
  }

  /** The member {@code url} of the body; empty without a body or without the member. */
  private static Optional<String> address(ServerRequest request) {
    byte[] body = Bodies.read(request, MAX_BODY_BYTES);
    if (body.length == 0) {
      return Optional.empty();
    }
    try {
      JsonObject object = JsonInput.object(body);
      if (!object.containsKey("url")) {
        return Optional.empty();
      }
      String url = object.getString("url");
      if (!isHttp(URI.create(url))) {
        throw badBody();
      }
      return Optional.of(url);
    } catch (JsonException | ClassCastException | IllegalArgumentException e) {
      throw badBody();
    }
  }

  private static boolean isHttp(URI address) {
    return address.getHost() != null
        && ("http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme()));
  }

  private static String withoutTrailingSlash(String base) {
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  private static ProblemException badBody() {
    return Problem.of(
            Status.BAD_REQUEST_400,
            "Send no body, or a JSON object with the member url: an http or https address.")
        .toException();
  }
}
