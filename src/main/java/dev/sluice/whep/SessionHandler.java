package dev.sluice.whep;

import dev.sluice.http.Bodies;
import dev.sluice.http.Problem;
import dev.sluice.http.ProblemException;
import dev.sluice.http.StreamNames;
import dev.sluice.session.EndReason;
import dev.sluice.session.Sessions;
import dev.sluice.session.ViewerSession;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code /whep/{stream}/sessions/{id}}: a session as a resource, whose address is all the right a
 * client needs (draft-ietf-wish-whep-03 sections 4.3 to 4.5).
 */
final class SessionHandler {
  static final String FRAGMENT_TYPE = "application/trickle-ice-sdpfrag";

  private static final int MAX_FRAGMENT_BYTES = 64 * 1024;
  private static final String UFRAG = "a=ice-ufrag:";

  private final Sessions sessions;

  SessionHandler(Sessions sessions) {
    this.sessions = sessions;
  }

  /** DELETE: ends the session; a second one finds nothing. */
  void delete(ServerRequest request, ServerResponse response) {
    find(request).end(EndReason.DELETED);
    response.status(Status.OK_200).send();
  }

  /**
   * PATCH with candidates of the client. Our ICE agent is a lite one and answers wherever checks
   * come from (RFC 8445 section 2.5), so that it needs none of them.
   */
  void patch(ServerRequest request, ServerResponse response) {
    ViewerSession session = find(request);
    Bodies.requireType(request, FRAGMENT_TYPE);
    String fragment = new String(Bodies.read(request, MAX_FRAGMENT_BYTES), StandardCharsets.UTF_8);
    if (fragment.isBlank()) {
      throw Problem.of(Status.BAD_REQUEST_400, "The body is empty; send an SDP fragment.")
          .toException();
    }
    if (ufrag(fragment).filter(ufrag -> !ufrag.equals(session.viewerUfrag())).isPresent()) {
      throw Problem.of(
              Status.create(422, "Unprocessable Content"),
              "ICE restarts are not supported; the session goes on as it is. To connect anew,"
                  + " delete it and send a new offer.")
          .toException();
    }
    response.status(Status.NO_CONTENT_204).send();
  }

  /** GET and HEAD: whether the session exists. */
  void get(ServerRequest request, ServerResponse response) {
    find(request);
    response.status(Status.NO_CONTENT_204).send();
  }

  private ViewerSession find(ServerRequest request) {
    String stream = StreamNames.of(request);
    String id = request.path().pathParameters().get("id");
    return sessions
        .find(id)
        .filter(session -> session.stream().name().equals(stream) && !session.ended())
        .orElseThrow(SessionHandler::unknown);
  }

  private static ProblemException unknown() {
    return Problem.of(Status.NOT_FOUND_404, "There is no such session; it may have ended.")
        .toException();
  }

  private static Optional<String> ufrag(String fragment) {
    return fragment
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(UFRAG))
        .map(line -> line.substring(UFRAG.length()).strip())
        .findFirst();
  }
}
