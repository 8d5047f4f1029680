package dev.sluice.api.whep;

import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.PublicAddress;
import dev.sluice.stream.Streams;
import dev.sluice.viewer.session.Sessions;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;

/** The routes of WHEP on the public socket. */
public final class WhepRoutes {
  private static final String ENDPOINT = "/whep/{stream}";
  private static final String SESSION = "/whep/{stream}/sessions/{id}";
  private static final String EVENTS = SESSION + "/events";
  private static final String SUBSCRIPTION = EVENTS + "/{subscription}";

  private final WhepCounters counters = new WhepCounters();
  private final WaitingRoom waitingRoom;
  private final OfferHandler offers;
  private final SessionHandler resources;
  private final Descriptions descriptions;
  private final Drain drain = new Drain();
  private final ViewerEvents events;
  private final EventHandler eventStreams;
  private final Entrance entrance;

  /** For everybody, with no proxy in front. */
  public WhepRoutes(
      Streams streams, Sessions sessions, WhepSettings settings, PeriodicTasks tasks) {
    this(streams, sessions, settings, Entrance.open(), PublicAddress.direct(), tasks);
  }

  /**
   * @param streams what can be played, or waited for
   * @param sessions where viewers are made
   * @param entrance what requests pass first
   * @param addresses how clients address what is named to them
   * @param tasks looks for events
   */
  public WhepRoutes(
      Streams streams,
      Sessions sessions,
      WhepSettings settings,
      Entrance entrance,
      PublicAddress addresses,
      PeriodicTasks tasks) {
    this.entrance = entrance;
    this.waitingRoom = new WaitingRoom(streams, settings, counters);
    this.events = new ViewerEvents(sessions, settings.protocol().maxEventStreams(), tasks);
    this.descriptions =
        new Descriptions(settings.protocol().iceServers(), addresses, events, entrance::mayWatch);
    CounterOffers counterOffers = new CounterOffers(sessions, settings, descriptions);
    this.offers =
        new OfferHandler(
            waitingRoom, sessions, settings, descriptions, counterOffers, drain, counters);
    this.resources = new SessionHandler(sessions, settings, counterOffers);
    this.eventStreams =
        new EventHandler(events, resources::find, descriptions, settings.retryAfter());
  }

  /** Adds the routes. */
  public void register(HttpRouting.Builder routes) {
    routes
        .post(ENDPOINT, entrance.post(counters, offers))
        .get(ENDPOINT, descriptions::endpoint)
        .head(ENDPOINT, descriptions::endpoint)
        .options(ENDPOINT, descriptions::endpoint)
        .any(ENDPOINT, notAllowed("GET, HEAD, POST, OPTIONS"))
        .delete(SESSION, entrance.delete(resources::delete))
        .patch(SESSION, entrance.patch(resources::patch))
        .get(SESSION, resources::get)
        .head(SESSION, resources::get)
        .options(SESSION, descriptions::session)
        .any(SESSION, notAllowed("GET, HEAD, PATCH, DELETE, OPTIONS"))
        .post(EVENTS, entrance.patch(eventStreams::subscribe))
        .options(EVENTS, descriptions::events)
        .any(EVENTS, notAllowed("POST, OPTIONS"))
        .get(SUBSCRIPTION, eventStreams::read)
        .delete(SUBSCRIPTION, entrance.delete(eventStreams::unsubscribe))
        .options(SUBSCRIPTION, descriptions::events)
        .any(SUBSCRIPTION, notAllowed("GET, DELETE, OPTIONS"));
  }

  /** Who is told what; to be closed before the socket is. */
  public ViewerEvents events() {
    return events;
  }

  /** Whether viewers are sent away. */
  public Drain drain() {
    return drain;
  }

  /** How POSTs ended. */
  public WhepCounters counters() {
    return counters;
  }

  /** How many requests are being held. */
  public int waiting() {
    return waitingRoom.taken();
  }

  /** How much is kept of requests; 0 when nobody waits and nobody asked within seconds. */
  public int retained() {
    return waitingRoom.retained() + entrance.retained();
  }

  private static Handler notAllowed(String methods) {
    return (request, response) -> {
      response.header(HeaderValues.create("Allow", methods));
      Problem.of(Status.METHOD_NOT_ALLOWED_405, "This address takes only %s.".formatted(methods))
          .send(request, response);
    };
  }
}
