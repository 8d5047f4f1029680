package dev.sluice.api.whep;

import dev.sluice.net.http.Bodies;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.net.http.StreamNames;
import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.sdp.IceFragment;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.viewer.negotiate.IceGeneration;
import dev.sluice.viewer.session.RestartedIce;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.session.ViewerSession;
import dev.sluice.viewer.stats.EndReason;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/**
 * {@code .../sessions/{id}}: a session as a resource (draft-ietf-wish-whep-03 sections 4.3 to 4.5).
 * Knowing the address is the right to use it.
 */
final class SessionHandler {
  static final String FRAGMENT_TYPE = "application/trickle-ice-sdpfrag";

  private static final int MAX_FRAGMENT_BYTES = 64 * 1024;

  private final Sessions sessions;
  private final IfMatchCheck preconditions;
  private final CounterOfferHandler counterOffers;

  SessionHandler(Sessions sessions, WhepSettings settings, CounterOfferHandler counterOffers) {
    this.counterOffers = counterOffers;
    this.sessions = sessions;
    this.preconditions = new IfMatchCheck(settings.protocol.strictPreconditions());
  }

  /** DELETE: ends the session; a second DELETE gets 404. */
  void delete(ServerRequest request, ServerResponse response) {
    if (counterOffers.awaits(request)) {
      counterOffers.withdraw(request, response);
    } else {
      find(request).end(EndReason.DELETED);
      response.status(Status.OK_200).send();
    }
  }

  /**
   * PATCH with candidates, or with new ICE credentials, which request a restart. A refusal does not
   * affect the session.
   */
  void patch(ServerRequest request, ServerResponse response) {
    if (counterOffers.awaits(request)) {
      counterOffers.accept(request, response);
    } else {
      patchIce(request, response);
    }
  }

  private void patchIce(ServerRequest request, ServerResponse response) {
    ViewerSession session = find(request);
    Bodies.requireType(request, FRAGMENT_TYPE);
    String body = new String(Bodies.read(request, MAX_FRAGMENT_BYTES), StandardCharsets.UTF_8);
    if (body.isBlank()) {
      throw badRequest("The body is empty; send an SDP fragment.");
    }
    try {
      IceFragment fragment = IceFragment.parse(body);
      IceGeneration present = session.ice();
      preconditions.require(request, present);
      if (fragment.restarts(present.remoteUfrag())) {
        restart(session, present, fragment.credentials(), response);
      } else {
        response.status(Status.NO_CONTENT_204).send();
      }
    } catch (SdpException e) {
      throw badRequest(String.valueOf(e.getMessage()));
    }
  }

  private void restart(
      ViewerSession session,
      IceGeneration present,
      IceCredentials remote,
      ServerResponse response) {
    RestartedIce restarted =
        sessions
            .restart(session, present, remote)
            .orElseThrow(
                () ->
                    Problem.of(
                            Status.PRECONDITION_FAILED_412,
                            "ICE was restarted by another request at the same time.")
                        .toException());
    response
        .status(Status.OK_200)
        .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, FRAGMENT_TYPE))
        .header(HeaderValues.create(HeaderNames.ETAG, "\"" + restarted.entityTag() + "\""))
        .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"))
        .send(restarted.fragment().getBytes(StandardCharsets.UTF_8));
  }

  /** GET and HEAD: 204 while the session exists. */
  void get(ServerRequest request, ServerResponse response) {
    find(request);
    response.status(Status.NO_CONTENT_204).send();
  }

  /** The session that a request names; throws 404. */
  ViewerSession find(ServerRequest request) {
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

  private static ProblemException badRequest(String detail) {
    return Problem.of(Status.BAD_REQUEST_400, detail).toException();
  }
}
