package dev.sluice.api.control;

import dev.sluice.net.http.GetAnswer;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.net.http.StreamNames;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.Streams;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.session.ViewerSession;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;

/** {@code GET /api/streams} and below: streams and their sessions. */
public final class StreamRoutes {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private final Streams streams;
  private final Sessions sessions;
  private final Sources sources;

  /**
   * @param streams listed by name
   * @param sessions of each stream
   * @param sources with the counters of ingest
   */
  public StreamRoutes(Streams streams, Sessions sessions, Sources sources) {
    this.streams = streams;
    this.sessions = sessions;
    this.sources = sources;
  }

  /** Adds the routes. */
  public void register(HttpRouting.Builder routes) {
    GetAnswer.route(routes, "/api/streams", this::all);
    GetAnswer.route(routes, "/api/streams/{stream}", this::one);
    GetAnswer.route(routes, "/api/streams/{stream}/sessions", this::sessions);
    GetAnswer.route(routes, "/api/streams/{stream}/sessions/{id}", this::session);
  }

  private void all(ServerRequest request, ServerResponse response) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    streams.listWithPromised().forEach(stream -> list.add(json(stream)));
    GetAnswer.send(request, response, JSON.createObjectBuilder().add("streams", list).build());
  }

  private void one(ServerRequest request, ServerResponse response) {
    Stream stream = find(request);
    JsonObjectBuilder json = json(stream);
    sources
        .live(stream.name())
        .ifPresent(source -> json.add("input", InputJson.of(stream, source, System.nanoTime())));
    json.add("ingest", StreamJson.counts(sources.counts(stream.name())));
    GetAnswer.send(request, response, json.build());
  }

  private void sessions(ServerRequest request, ServerResponse response) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    sessions.of(find(request)).forEach(session -> list.add(json(session)));
    GetAnswer.send(request, response, JSON.createObjectBuilder().add("sessions", list).build());
  }

  private void session(ServerRequest request, ServerResponse response) {
    Stream stream = find(request);
    ViewerSession session =
        sessions
            .find(request.path().pathParameters().get("id"))
            .filter(found -> found.stream() == stream)
            .orElseThrow(() -> unknown("session"));
    GetAnswer.send(request, response, json(session).build());
  }

  private static JsonObjectBuilder json(ViewerSession session) {
    return StreamJson.session(session.stats()).add("eager", session.eager());
  }

  private JsonObjectBuilder json(Stream stream) {
    return StreamJson.stream(stream, sessions.count(stream), System.nanoTime());
  }

  private Stream find(ServerRequest request) {
    return streams
        .find(StreamNames.of(request))
        .filter(Stream::listed)
        .orElseThrow(() -> unknown("stream"));
  }

  private static ProblemException unknown(String what) {
    return Problem.of(Status.NOT_FOUND_404, "There is no such %s.".formatted(what)).toException();
  }
}
