package dev.sluice.net.http;

import dev.sluice.base.tasks.FaultGuard;
import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.http.http2.Http2Exception;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers every failure with a {@link Problem}: of a route, of Helidon, or by a defect. */
final class Failures {
  private final FaultGuard defects;
  private final StrayPushes strays;

  /**
   * @param defects counts and logs exceptions that no route expects
   * @param strays finds pushes among the refused requests
   */
  Failures(FaultGuard defects, StrayPushes strays) {
    this.defects = defects;
    this.strays = strays;
  }

  /** Adds the error handlers of a socket's routes. */
  void register(HttpRouting.Builder routes) {
    routes.error(ProblemException.class, (req, res, e) -> send(e.problem(), req, res));
    routes.error(HttpException.class, this::sendHttp);
    routes.error(Http2Exception.class, (req, res, e) -> resetStream(e));
    routes.error(RuntimeException.class, this::sendDefect);
  }

  /** The client did not widen its window in time, so nothing can be sent. */
  private static void resetStream(Http2Exception e) {
    throw new CloseConnectionException("The client does not take the answer", e);
  }

  private void sendHttp(ServerRequest request, ServerResponse response, HttpException e) {
    String detail =
        e.status().equals(Status.NOT_FOUND_404)
            ? "There is nothing at this address." + strays.advice(request)
            : sentence(e.status(), e.getMessage());
    send(Problem.of(e.status(), detail), request, response);
  }

  private void send(Problem problem, ServerRequest request, ServerResponse response) {
    strays.refused(request, problem);
    problem.send(request, response);
  }

  private void sendDefect(ServerRequest request, ServerResponse response, RuntimeException e) {
    if (!ClientPresence.of(request).gone()) {
      defects.caught(e);
    }
    Problem.of(Status.INTERNAL_SERVER_ERROR_500, "The service failed; its log says more.")
        .send(request, response);
  }

  /**
   * Makes the answers to requests that reach no route, such as unreadable ones.
   *
   * @param headers added to each of these answers
   */
  static DirectHandlers direct(List<Header> headers) {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(
          type,
          (request, event, status, present, message) ->
              directAnswer(headers, status, present, message));
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse directAnswer(
      List<Header> headers, Status status, ServerResponseHeaders present, String message) {
    headers.forEach(present::set);
    present.set(HeaderValues.create(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE));
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(present)
        .entity(Problem.of(status, sentence(status, message)).toJson())
        .build();
  }

  private static String sentence(Status status, @Nullable String message) {
    return message == null || message.isBlank()
        ? "The request was refused: " + status.reasonPhrase() + "."
        : message;
  }
}
