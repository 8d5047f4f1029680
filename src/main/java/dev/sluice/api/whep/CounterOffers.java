package dev.sluice.api.whep;

import dev.sluice.net.http.Bodies;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.net.http.StreamNames;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.stream.Stream;
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
 * An offer that cannot be answered is met with one of ours, 406, which the client answers by PATCH
 * (draft-ietf-wish-whep-03 section 4.2). Only where it is configured: clients exist that take 406
 * to mean something else.
 */
final class CounterOffers {
  private static final int MAX_ANSWER_BYTES = 256 * 1024;

  private final boolean on;
  private final PendingCounterOffers pending;
  private final Descriptions descriptions;
  private final Duration retryAfter;

  CounterOffers(Sessions sessions, WhepSettings settings, Descriptions descriptions) {
    this.on = settings.protocol().counterOffers();
    this.pending = sessions.counterOffers();
    this.descriptions = descriptions;
    this.retryAfter = settings.retryAfter();
  }

  boolean on() {
    return on;
  }

  /** Answers a POST with 406 and an offer. */
  void offer(Stream stream, ServerRequest request, ServerResponse response) {
    try {
      PendingCounterOffers.Created made =
          pending.create(stream, Entrance.admission(request), System.nanoTime());
      descriptions.created(
          request, "/whep/%s/sessions/%s".formatted(stream.name(), made.id()), response);
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

  /** Whether the request is for a session that waits for the client's answer. */
  boolean awaits(ServerRequest request) {
    return on && pending.isPending(id(request), StreamNames.of(request));
  }

  /** PATCH with the answer to our offer. */
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

  /** DELETE before the answer. */
  void withdraw(ServerRequest request, ServerResponse response) {
    if (!pending.withdraw(id(request))) {
      throw gone();
    }
    response.status(Status.OK_200).send();
  }

  private static ProblemException gone() {
    return Problem.of(Status.NOT_FOUND_404, "The offer was not answered in time; POST anew.")
        .toException();
  }

  private static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }
}
