package dev.sluice.api.whep;

import dev.sluice.net.http.Bodies;
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
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** On the control socket: sends viewers to come again, all of them or those of a stream. */
public final class DrainRoutes {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
  private static final int MAX_BODY_BYTES = 4096;

  private final Drain drain;
  private final ViewerEvents events;
  private final Sessions sessions;

  /** Of these parts. */
  public DrainRoutes(Drain drain, ViewerEvents events, Sessions sessions) {
    this.drain = drain;
    this.events = events;
    this.sessions = sessions;
  }

  /** Adds {@code /api/drain} and {@code /api/streams/{stream}/reconnect}. */
  public void register(HttpRouting.Builder routes) {
    routes
        .get("/api/drain", (request, response) -> answer(response, JSON.createObjectBuilder()))
        .put("/api/drain", this::begin)
        .delete("/api/drain", this::end)
        .post("/api/streams/{stream}/reconnect", this::reconnect);
  }

  private void begin(ServerRequest request, ServerResponse response) {
    Drain.Order order = new Drain.Order(address(request).map(DrainRoutes::withoutSlash));
    drain.begin(order);
    int told =
        events.reconnect(session -> true, session -> order.endpoint(session.stream().name()));
    answer(response, JSON.createObjectBuilder().add("told", told));
  }

  private void end(ServerRequest request, ServerResponse response) {
    drain.end();
    answer(response, JSON.createObjectBuilder());
  }

  private void reconnect(ServerRequest request, ServerResponse response) {
    String stream = StreamNames.of(request);
    Optional<String> to = address(request);
    int told = events.reconnect(session -> session.stream().name().equals(stream), session -> to);
    answer(response, JSON.createObjectBuilder().add("told", told));
  }

  private void answer(ServerResponse response, JsonObjectBuilder answer) {
    answer.add("draining", drain.underWay()).add("viewers", sessions.count());
    drain.order().flatMap(Drain.Order::base).ifPresent(base -> answer.add("url", base));
    response.send(answer.build());
  }

  /** The member {@code url} of the body, if there is a body. */
  private static Optional<String> address(ServerRequest request) {
    byte[] body = Bodies.read(request, MAX_BODY_BYTES);
    if (body.length == 0) {
      return Optional.empty();
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
      JsonObject object = reader.readObject();
      if (!object.containsKey("url")) {
        return Optional.empty();
      }
      String url = object.getString("url");
      if (!isWeb(URI.create(url))) {
        throw refused();
      }
      return Optional.of(url);
    } catch (JsonException | ClassCastException | IllegalArgumentException e) {
      throw refused();
    }
  }

  private static boolean isWeb(URI address) {
    return address.getHost() != null
        && ("http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme()));
  }

  private static String withoutSlash(String base) {
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  private static ProblemException refused() {
    return Problem.of(
            Status.BAD_REQUEST_400,
            "Send nothing, or a JSON object with the member url: an http or https address.")
        .toException();
  }
}
