package dev.sluice.api.whep;

import dev.sluice.api.events.EventHandler;
import dev.sluice.api.events.EventSubscriptions;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.PublicAddress;
import dev.sluice.stream.life.Streams;
import dev.sluice.viewer.session.Sessions;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;

/** The routes of WHEP on the public socket. */
public final class WhepRoutes {
  private static final String SESSION = "/sessions/{id}";
  private static final String EVENTS = SESSION + "/events";
  private static final String SUBSCRIPTION = EVENTS + "/{subscription}";

  private final WhepCounters counters = new WhepCounters();
  private final HeldPosts held;
  private final OfferHandler offers;
  private final SessionHandler resources;
  private final ResourceHeaders headers;
  private final DrainState drain = new DrainState();
  private final EventSubscriptions events;
  private final EventHandler eventStreams;
  private final RequestGuard guard;

  /** Without access control, limits on rates or a proxy. */
  public WhepRoutes(
      Streams streams, Sessions sessions, WhepSettings settings, PeriodicTasks tasks) {
    this(streams, sessions, settings, false, RequestGuard.open(), PublicAddress.direct(), tasks);
  }

  /**
   * @param streams finds streams by name, and waits for them
   * @param sessions creates and finds sessions
   * @param eager whether all requests are answered before their stream has output
   * @param guard limits rates and asks for rights
   * @param addresses URLs valid for clients
   * @param tasks runs the events
   */
  public WhepRoutes(
      Streams streams,
      Sessions sessions,
      WhepSettings settings,
      boolean eager,
      RequestGuard guard,
      PublicAddress addresses,
      PeriodicTasks tasks) {
    this.guard = guard;
    this.held = new HeldPosts(streams, settings, counters);
    this.events = new EventSubscriptions(sessions, settings.protocol.maxEventStreams, tasks);
    this.headers =
        new ResourceHeaders(settings.protocol.iceServers, addresses, events, guard::mayWatch);
    CounterOfferHandler counterOffers = new CounterOfferHandler(sessions, settings, headers);
    this.offers =
        new OfferHandler(
            held,
            new EagerAnswers(streams, eager, counters),
            sessions,
            settings,
            headers,
            counterOffers,
            drain,
            counters);
    this.resources = new SessionHandler(sessions, settings, counterOffers);
    this.eventStreams =
        new EventHandler(
            events,
            resources::find,
            EndpointPaths::of,
            guard::limitKey,
            addresses,
            settings.retryAfter);
  }

  /** Adds the routes. */
  public void register(HttpRouting.Builder routes) {
    EndpointPaths.PATTERNS.forEach(endpoint -> register(endpoint, routes));
  }

  private void register(String endpoint, HttpRouting.Builder routes) {
    String session = endpoint + SESSION;
    String eventsOf = endpoint + EVENTS;
    String subscription = endpoint + SUBSCRIPTION;
    routes
        .post(endpoint, guard.post(counters, offers))
        .get(endpoint, headers::endpoint)
        .head(endpoint, headers::endpoint)
        .options(endpoint, headers::endpoint)
        .any(endpoint, notAllowed("GET, HEAD, POST, OPTIONS"))
        .delete(session, guard.delete(resources::delete))
        .patch(session, guard.patch(resources::patch))
        .get(session, resources::get)
        .head(session, resources::get)
        .options(session, headers::session)
        .any(session, notAllowed("GET, HEAD, PATCH, DELETE, OPTIONS"))
        .post(eventsOf, guard.patch(eventStreams::subscribe))
        .options(eventsOf, headers::events)
        .any(eventsOf, notAllowed("POST, OPTIONS"))
        .get(subscription, eventStreams::read)
        .delete(subscription, guard.delete(eventStreams::unsubscribe))
        .options(subscription, headers::events)
        .any(subscription, notAllowed("GET, DELETE, OPTIONS"));
  }

  /** The subscriptions to events; closed before the socket. */
  public EventSubscriptions events() {
    return events;
  }

  /** Whether new viewers are taken. */
  public DrainState drain() {
    return drain;
  }

  /** POSTs by outcome. */
  public WhepCounters counters() {
    return counters;
  }

  /** Number of POSTs held for a stream. */
  public int waiting() {
    return held.count();
  }

  /** Entries kept per client and stream; 0 some seconds after the last request. */
  public int retained() {
    return held.retained() + guard.retained();
  }

  private static Handler notAllowed(String methods) {
    return (request, response) -> {
      response.header(HeaderValues.create("Allow", methods));
      Problem.of(Status.METHOD_NOT_ALLOWED_405, "This address takes only %s.".formatted(methods))
          .send(request, response);
    };
  }
}
