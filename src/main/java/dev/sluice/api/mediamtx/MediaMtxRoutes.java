package dev.sluice.api.mediamtx;

import dev.sluice.net.http.GetAnswer;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.session.ViewerSession;
import dev.sluice.viewer.stats.EndReason;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code /v3/rtmpconns} and {@code /v3/webrtcsessions} of MediaMTX's API (its {@code openapi.yaml},
 * v1): list, get and kick. Sources of every transport stand among the former, viewers among the
 * latter.
 */
public final class MediaMtxRoutes {
  private final Sources sources;
  private final Sessions sessions;

  /**
   * @param sources the publishers
   * @param sessions the viewers
   */
  public MediaMtxRoutes(Sources sources, Sessions sessions) {
    this.sources = sources;
    this.sessions = sessions;
  }

  /** Adds the routes. */
  public void register(HttpRouting.Builder routes) {
    get(routes, "/v3/rtmpconns/list", this::listSources);
    get(routes, "/v3/rtmpconns/get/{id}", this::getSource);
    kick(routes, "/v3/rtmpconns/kick/{id}", this::kickSource);
    get(routes, "/v3/webrtcsessions/list", this::listSessions);
    get(routes, "/v3/webrtcsessions/get/{id}", this::getSession);
    kick(routes, "/v3/webrtcsessions/kick/{id}", this::kickSession);
  }

  private static void get(HttpRouting.Builder routes, String path, Handler handler) {
    GetAnswer.route(routes, path, refusing(handler));
  }

  private static void kick(HttpRouting.Builder routes, String path, Handler handler) {
    routes.post(path, refusing(handler));
  }

  /** Answers refusals in the form of MediaMTX. */
  private static Handler refusing(Handler handler) {
    return (request, response) -> {
      try {
        handler.handle(request, response);
      } catch (MediaMtxRefusal e) {
        response.status(e.status()).send(MediaMtxJson.error(String.valueOf(e.getMessage())));
      }
    };
  }

  private void listSources(ServerRequest request, ServerResponse response) {
    long nowNanos = System.nanoTime();
    answer(
        request,
        response,
        Page.of(request)
            .json(
                sources.list().stream()
                    .map(source -> MediaMtxJson.source(source, nowNanos))
                    .toList()));
  }

  private void getSource(ServerRequest request, ServerResponse response) {
    UUID id = uuid(request).orElseThrow(MediaMtxRoutes::badId);
    answer(
        request,
        response,
        sources
            .find(id)
            .map(source -> MediaMtxJson.source(source, System.nanoTime()))
            .orElseThrow(() -> notFound("connection not found")));
  }

  private void kickSource(ServerRequest request, ServerResponse response) {
    UUID id = uuid(request).orElseThrow(MediaMtxRoutes::badId);
    if (!sources.kick(id)) {
      throw notFound("connection not found");
    }
    response.send(MediaMtxJson.OK);
  }

  private void listSessions(ServerRequest request, ServerResponse response) {
    long nowNanos = System.nanoTime();
    answer(
        request,
        response,
        Page.of(request)
            .json(
                sessions.all().stream()
                    .sorted(Comparator.comparingLong(ViewerSession::createdNanos))
                    .map(session -> MediaMtxJson.session(session, nowNanos))
                    .toList()));
  }

  private void getSession(ServerRequest request, ServerResponse response) {
    answer(request, response, MediaMtxJson.session(session(request), System.nanoTime()));
  }

  private void kickSession(ServerRequest request, ServerResponse response) {
    session(request).end(EndReason.KICKED);
    response.send(MediaMtxJson.OK);
  }

  /** The session that a request names by its UUID, or by the id that is in its address. */
  private ViewerSession session(ServerRequest request) {
    Optional<ViewerSession> byOwnId = sessions.find(id(request));
    if (byOwnId.isPresent()) {
      return byOwnId.get();
    }
    UUID id = uuid(request).orElseThrow(MediaMtxRoutes::badId);
    return sessions.all().stream()
        .filter(session -> MediaMtxJson.uuid(session).equals(id))
        .findFirst()
        .orElseThrow(() -> notFound("session not found"));
  }

  private static void answer(ServerRequest request, ServerResponse response, JsonObject json) {
    GetAnswer.send(request, response, json);
  }

  private static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }

  private static Optional<UUID> uuid(ServerRequest request) {
    try {
      return Optional.of(UUID.fromString(id(request)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static MediaMtxRefusal badId() {
    return new MediaMtxRefusal(Status.BAD_REQUEST_400, "invalid UUID");
  }

  private static MediaMtxRefusal notFound(String what) {
    return new MediaMtxRefusal(Status.NOT_FOUND_404, what);
  }
}
