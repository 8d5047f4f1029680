package dev.sluice.api.events;

import dev.sluice.net.http.Bodies;
import dev.sluice.net.http.ClientPresence;
import dev.sluice.net.http.JsonInput;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.net.http.PublicAddress;
import dev.sluice.viewer.session.ViewerSession;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonException;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * {@code .../sessions/{id}/events}: a POST of event names makes a subscription. A GET of its
 * address reads the events ({@code text/event-stream}) until a DELETE or the end of the session.
 */
public final class EventHandler {
  private static final int MAX_NAMES_BYTES = 4096;

  /**
   * Interval of heartbeats. They keep the connection open through proxies and detect clients that
   * have left.
   */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final EventSubscriptions events;
  private final Function<ServerRequest, ViewerSession> sessions;
  private final BiFunction<ServerRequest, String, String> endpoints;
  private final Function<ServerRequest, String> clients;
  private final PublicAddress addresses;
  private final Duration retryAfter;

  /**
   * @param sessions finds the session that a request names; throws 404
   * @param endpoints the path of the endpoint that a request uses, by the name of its stream
   * @param clients key of the client address of a request; empty for an exempt address
   * @param addresses URLs valid for clients
   * @param retryAfter sent when a limit is reached
   */
  public EventHandler(
      EventSubscriptions events,
      Function<ServerRequest, ViewerSession> sessions,
      BiFunction<ServerRequest, String, String> endpoints,
      Function<ServerRequest, String> clients,
      PublicAddress addresses,
      Duration retryAfter) {
    this.events = events;
    this.sessions = sessions;
    this.endpoints = endpoints;
    this.clients = clients;
    this.addresses = addresses;
    this.retryAfter = retryAfter;
  }

  /** POST: the body is a JSON array of event names. */
  public void subscribe(ServerRequest request, ServerResponse response) {
    ViewerSession session = sessions.apply(request);
    if (!events.offered()) {
      throw Problem.of(Status.NOT_FOUND_404, "Events are turned off.").toException();
    }
    Bodies.requireType(request, "application/json");
    Set<ViewerEvent> wanted = wanted(Bodies.read(request, MAX_NAMES_BYTES));
    EventSubscription made =
        events
            .subscribe(session, clients.apply(request), wanted)
            .orElseThrow(this::tooManySubscriptions);
    String path =
        "%s/sessions/%s/events/%s"
            .formatted(endpoints.apply(request, session.stream().name()), session.id(), made.id());
    response
        .status(Status.CREATED_201)
        .header(HeaderValues.create(HeaderNames.LOCATION, addresses.of(request, path)))
        .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"))
        .send();
  }

  private ProblemException tooManySubscriptions() {
    return Problem.of(
            Status.SERVICE_UNAVAILABLE_503,
            "All subscriptions to events that the service, your address and this session may have are in use.")
        .retryAfter(retryAfter)
        .toException();
  }

  private static Set<ViewerEvent> wanted(byte[] body) {
    Set<ViewerEvent> wanted = EnumSet.noneOf(ViewerEvent.class);
    try {
      for (JsonString name : JsonInput.array(body).getValuesAs(JsonString.class)) {
        wanted.add(
            ViewerEvent.of(name.getString())
                .orElseThrow(() -> badRequest("A name in the array is no event")));
      }
    } catch (JsonException | ClassCastException e) {
      throw badRequest("The body is not a JSON array of strings");
    }
    if (wanted.isEmpty()) {
      throw badRequest("The array is empty");
    }
    return wanted;
  }

  private static ProblemException badRequest(String what) {
    return Problem.of(
            Status.BAD_REQUEST_400,
            "%s; send an array of some of: %s.".formatted(what, ViewerEvent.labels()))
        .toException();
  }

  /** GET: writes events while the client reads. */
  public void read(ServerRequest request, ServerResponse response) {
    EventSubscription subscription = find(request);
    int reader = subscription.begin();
    try {
      response
          .status(Status.OK_200)
          .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/event-stream"))
          .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"))
          .header(HeaderValues.create("X-Accel-Buffering", "no"));
      ClientPresence.of(request)
          .whilePresent(() -> write(subscription, reader, response.outputStream()));
    } catch (InterruptedException | UncheckedIOException e) {
      throw new CloseConnectionException("The client has gone", e);
    } finally {
      subscription.end(System.nanoTime());
    }
  }

  private static boolean write(EventSubscription subscription, int reader, OutputStream out)
      throws InterruptedException {
    try (out) {
      // The first bytes carry the headers.
      String text = EventSubscription.HEARTBEAT;
      while (text != null) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        text = subscription.next(reader, HEARTBEAT.toNanos());
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** DELETE: ends the subscription. */
  public void unsubscribe(ServerRequest request, ServerResponse response) {
    events.remove(find(request));
    response.status(Status.OK_200).send();
  }

  private EventSubscription find(ServerRequest request) {
    String id = request.path().pathParameters().get("subscription");
    return events
        .find(sessions.apply(request), id)
        .orElseThrow(
            () ->
                Problem.of(
                        Status.NOT_FOUND_404,
                        "There is no such subscription to events; it may have ended.")
                    .toException());
  }
}
