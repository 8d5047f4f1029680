package dev.sluice.api.whep;

import dev.sluice.net.http.Bodies;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.net.http.StreamNames;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.stream.life.Stream;
import dev.sluice.viewer.session.PendingCounterOffers;
import dev.sluice.viewer.session.SessionLimitException;
import dev.sluice.viewer.session.Sessions;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Counter-offers (draft-ietf-wish-whep-03 section 4.2): an offer that cannot be answered gets 406
 * with an offer of the service, which the client answers by PATCH. Off by default, since some
 * clients give 406 another meaning.
 */
final class CounterOfferHandler {
  private static final int MAX_ANSWER_BYTES = 256 * 1024;

  private final boolean on;
  private final PendingCounterOffers pending;
  private final ResourceHeaders headers;
  private final Duration retryAfter;

  CounterOfferHandler(Sessions sessions, WhepSettings settings, ResourceHeaders headers) {
    this.on = settings.protocol.counterOffers();
    this.pending = sessions.counterOffers();
    this.headers = headers;
    this.retryAfter = settings.retryAfter;
  }

  boolean on() {
    return on;
  }

  /** Answers a POST with 406 and a counter-offer. */
  void offer(Stream stream, ServerRequest request, ServerResponse response) {
    try {
      PendingCounterOffers.Created made =
          pending.create(stream, RequestGuard.grant(request), System.nanoTime());
      headers.created(
          request, EndpointPaths.of(request, stream.name()) + "/sessions/" + made.id(), response);
      response
          .status(Status.NOT_ACCEPTABLE_406)
          .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, OfferHandler.MEDIA_TYPE))
          .header(HeaderValues.create(HeaderNames.ETAG, "\"" + made.entityTag() + "\""))
          .header(HeaderValues.create("Accept-Patch", OfferHandler.MEDIA_TYPE))
          .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"))
          .send(made.sdp().getBytes(StandardCharsets.UTF_8));
    } catch (SdpException e) {
      throw Problem.of(Status.CONFLICT_409, String.valueOf(e.getMessage()))
          .retryAfter(retryAfter)
          .toException();
    } catch (SessionLimitException e) {
      throw Problem.of(Status.SERVICE_UNAVAILABLE_503, String.valueOf(e.getMessage()))
          .retryAfter(retryAfter)
          .toException();
    }
  }

  /** Whether the request names a pending counter-offer. */
  boolean awaits(ServerRequest request) {
    return on && pending.isPending(id(request), StreamNames.of(request));
  }

  /** PATCH with the answer to a counter-offer. */
  void accept(ServerRequest request, ServerResponse response) {
    Bodies.requireType(request, OfferHandler.MEDIA_TYPE);
    String answer = new String(Bodies.read(request, MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
    try {
      if (!pending.answer(id(request), SdpOffer.parse(answer), System.nanoTime())) {
        throw gone();
      }
    } catch (SdpException e) {
      throw Problem.of(
              Status.BAD_REQUEST_400, "The answer cannot be used: %s".formatted(e.getMessage()))
          .toException();
    }
    response.status(Status.NO_CONTENT_204).send();
  }

  /** DELETE of a counter-offer without answer. */
  void withdraw(ServerRequest request, ServerResponse response) {
    if (!pending.withdraw(id(request))) {
      throw gone();
    }
    response.status(Status.OK_200).send();
  }

  private static ProblemException gone() {
    return Problem.of(
            Status.NOT_FOUND_404, "The counter-offer was not answered in time; POST again.")
        .toException();
  }

  private static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }
}
