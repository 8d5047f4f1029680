package dev.sluice.api.whep;

import dev.sluice.api.whep.WhepCounters.Outcome;
import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.net.http.Bodies;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.net.http.StreamNames;
import dev.sluice.net.http.UrlText;
import dev.sluice.rtc.sdp.NoCommonCodecException;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamPromise;
import dev.sluice.stream.life.StreamState;
import dev.sluice.viewer.session.CreatedSession;
import dev.sluice.viewer.session.SessionLimitException;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.session.ViewerGrant;
import dev.sluice.viewer.stats.EndReason;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * POST on the endpoint of a stream: answers an SDP offer and creates a session
 * (draft-ietf-wish-whep-03 section 4.2).
 */
final class OfferHandler implements Handler {
  static final String MEDIA_TYPE = "application/sdp";

  private static final Header ANSWER_TYPE =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, MEDIA_TYPE);
  private static final Header ACCEPT_PATCH =
      HeaderValues.createCached("Accept-Patch", SessionHandler.FRAGMENT_TYPE);
  private static final Header NOT_STORED =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

  /** Offers of browsers have 2 to 20 KiB. */
  private static final int MAX_OFFER_BYTES = 256 * 1024;

  private final HeldPosts held;
  private final EagerAnswers eager;
  private final Sessions sessions;
  private final WhepSettings settings;
  private final ResourceHeaders headers;
  private final CounterOfferHandler counterOffers;
  private final DrainState drain;
  private final WhepCounters counters;
  private final RateLimitedLog warnings =
      new RateLimitedLog(System.getLogger(OfferHandler.class.getName()), System::nanoTime);

  OfferHandler(
      HeldPosts held,
      EagerAnswers eager,
      Sessions sessions,
      WhepSettings settings,
      ResourceHeaders headers,
      CounterOfferHandler counterOffers,
      DrainState drain,
      WhepCounters counters) {
    this.held = held;
    this.eager = eager;
    this.sessions = sessions;
    this.settings = settings;
    this.headers = headers;
    this.counterOffers = counterOffers;
    this.drain = drain;
    this.counters = counters;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String name = StreamNames.of(request);
    Optional<DrainState.Drain> draining = drain.drain();
    Optional<String> elsewhere =
        draining.flatMap(DrainState.Drain::base).or(() -> settings.protocol.redirect);
    if (elsewhere.isPresent()) {
      redirect(elsewhere.get(), name, request, response);
    } else if (draining.isPresent()) {
      counters.count(Outcome.FULL);
      throw Problem.of(
              Status.SERVICE_UNAVAILABLE_503, "This instance is drained; it takes no new viewers.")
          .retryAfter(settings.retryAfter)
          .toException();
    } else {
      play(name, request, response);
    }
  }

  /** 307 keeps method and body (RFC 9110 section 15.4.8); the query may carry a token. */
  private void redirect(String base, String name, ServerRequest request, ServerResponse response) {
    counters.count(Outcome.REDIRECTED);
    String query = request.query().isEmpty() ? "" : "?" + request.query().rawValue();
    response
        .status(Status.TEMPORARY_REDIRECT_307)
        .header(
            HeaderValues.create(
                HeaderNames.LOCATION,
                UrlText.encode(base + EndpointPaths.of(request, name) + query)))
        .header(NOT_STORED)
        .send();
  }

  private void play(String name, ServerRequest request, ServerResponse response) {
    long offeredNanos = System.nanoTime();
    Optional<SdpOffer> offer = readOffer(request);
    ViewerGrant grant = RequestGuard.grant(request);
    // A counter-offer needs the tracks.
    Optional<StreamPromise> promise = offer.flatMap(any -> eager.promise(name, request));
    if (promise.isPresent()) {
      answerEagerly(promise.get(), offer.get(), grant, offeredNanos, request, response);
      return;
    }
    Stream stream = held.await(name, grant.client(), request);
    requirePlayable(stream);
    try {
      if (offer.isPresent()) {
        CreatedSession created =
            sessions.create(stream, offer.get(), grant, offeredNanos, System.nanoTime());
        counters.count(Outcome.CREATED);
        answer(created, name, request, response);
      } else {
        counterOffers.offer(stream, request, response);
      }
    } catch (NoCommonCodecException e) {
      throw notPlayable(stream, String.valueOf(e.getMessage()));
    } catch (SdpException e) {
      counters.count(Outcome.BAD_OFFER);
      unanswerable(e, stream, request, response);
    } catch (SessionLimitException e) {
      throw full(e);
    }
  }

  /** Answers before the stream has output. Its session waits for that. */
  private void answerEagerly(
      StreamPromise promise,
      SdpOffer offer,
      ViewerGrant grant,
      long offeredNanos,
      ServerRequest request,
      ServerResponse response) {
    try {
      CreatedSession created =
          sessions.create(promise, offer, grant, offeredNanos, System.nanoTime());
      counters.count(Outcome.EAGER);
      answer(created, promise.stream().name(), request, response);
    } catch (SdpException e) {
      counters.count(Outcome.BAD_OFFER);
      throw promise.stream().state() == StreamState.ENDED
          ? conflict(sentence(e))
          : badRequest(sentence(e));
    } catch (SessionLimitException e) {
      throw full(e);
    }
  }

  private ProblemException full(SessionLimitException e) {
    counters.count(Outcome.FULL);
    return Problem.of(Status.SERVICE_UNAVAILABLE_503, String.valueOf(e.getMessage()))
        .retryAfter(settings.retryAfter)
        .toException();
  }

  private void unanswerable(
      SdpException e, Stream stream, ServerRequest request, ServerResponse response) {
    if (!stream.playable()) {
      // The source was replaced a moment ago: the offer is not at fault.
      throw conflict(sentence(e));
    }
    if (!counterOffers.on()) {
      throw badRequest(sentence(e));
    }
    counterOffers.offer(stream, request, response);
  }

  private void answer(
      CreatedSession created, String name, ServerRequest request, ServerResponse response) {
    if (!created.warnings().isEmpty()) {
      String text = "A viewer of '%s': %s".formatted(name, String.join(" ", created.warnings()));
      warnings.log(System.Logger.Level.INFO, text, text);
    }
    try {
      String path = EndpointPaths.of(request, name) + "/sessions/" + created.id();
      headers.created(request, path, response);
      answer(created, response);
    } catch (RuntimeException e) {
      // The client cannot know its session: the response was not sent.
      sessions.find(created.id()).ifPresent(session -> session.end(EndReason.NEVER_CONNECTED));
      throw e;
    }
  }

  /**
   * Reads and parses the offer before any waiting, so that a bad offer is refused at once. Empty if
   * the client requests a counter-offer.
   */
  private Optional<SdpOffer> readOffer(ServerRequest request) {
    try {
      Bodies.requireType(request, MEDIA_TYPE);
      String offer = new String(Bodies.read(request, MAX_OFFER_BYTES), StandardCharsets.UTF_8);
      if (offer.isBlank() && counterOffers.on()) {
        return Optional.empty();
      }
      if (offer.isBlank()) {
        throw badRequest("The body is empty; send an SDP offer.");
      }
      return Optional.of(SdpOffer.parse(offer));
    } catch (ProblemException e) {
      counters.count(Outcome.BAD_OFFER);
      throw e;
    } catch (SdpException e) {
      counters.count(Outcome.BAD_OFFER);
      throw badRequest(sentence(e));
    }
  }

  /** Refuses without Retry-After: a later POST does not help, the source must change. */
  private void requirePlayable(Stream stream) {
    Optional<String> obstacle = Playability.obstacle(stream);
    if (obstacle.isPresent()) {
      throw notPlayable(stream, obstacle.get());
    }
  }

  private ProblemException notPlayable(Stream stream, String reason) {
    counters.count(Outcome.NOT_PLAYABLE);
    return Problem.of(Status.CONFLICT_409, "Stream '%s': %s".formatted(stream.name(), reason))
        .toException();
  }

  private static void answer(CreatedSession created, ServerResponse response) {
    response
        .status(Status.CREATED_201)
        .header(ANSWER_TYPE)
        .header(HeaderValues.create(HeaderNames.ETAG, "\"" + created.entityTag() + "\""))
        .header(ACCEPT_PATCH)
        .header(NOT_STORED)
        .send(created.answer().getBytes(StandardCharsets.UTF_8));
  }

  private ProblemException conflict(String detail) {
    return Problem.of(Status.CONFLICT_409, detail).retryAfter(settings.retryAfter).toException();
  }

  private static String sentence(SdpException e) {
    return String.valueOf(e.getMessage());
  }

  private static ProblemException badRequest(String detail) {
    return Problem.of(Status.BAD_REQUEST_400, detail).toException();
  }
}
