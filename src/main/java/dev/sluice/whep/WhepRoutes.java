package dev.sluice.whep;

import dev.sluice.http.Problem;
import dev.sluice.http.PublicAddress;
import dev.sluice.session.Sessions;
import dev.sluice.stream.Streams;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;

/** The routes of WHEP on the public socket. */
public final class WhepRoutes {
  private static final String ENDPOINT = "/whep/{stream}";
  private static final String SESSION = "/whep/{stream}/sessions/{id}";

  private final WhepCounters counters = new WhepCounters();
  private final WaitingRoom waitingRoom;
  private final OfferHandler offers;
  private final SessionHandler resources;
  private final Descriptions descriptions;
  private final Entrance entrance;

  /** For everybody, with no proxy in front. */
  public WhepRoutes(Streams streams, Sessions sessions, WhepSettings settings) {
    this(streams, sessions, settings, Entrance.open(), PublicAddress.direct());
  }

  /**
   * @param streams what can be played, or waited for
   * @param sessions where viewers are made
   * @param entrance what requests pass first
   * @param addresses how clients address what is named to them
   */
  public WhepRoutes(
      Streams streams,
      Sessions sessions,
      WhepSettings settings,
      Entrance entrance,
      PublicAddress addresses) {
    this.entrance = entrance;
    this.waitingRoom = new WaitingRoom(streams, settings, counters);
    this.descriptions = new Descriptions(settings.protocol().iceServers(), addresses);
    this.offers = new OfferHandler(waitingRoom, sessions, settings, descriptions, counters);
    this.resources = new SessionHandler(sessions, settings);
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
        .any(SESSION, notAllowed("GET, HEAD, PATCH, DELETE, OPTIONS"));
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
