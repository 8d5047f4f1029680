package dev.sluice.api.whep;

import dev.sluice.api.events.EventSubscriptions;
import dev.sluice.net.http.PublicAddress;
import dev.sluice.net.http.StreamNames;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The headers by which endpoint and session describe themselves: {@code Link}, {@code Location},
 * {@code Accept-Post}, {@code Accept-Patch}. These requests need no rights, since preflights carry
 * no token.
 */
final class ResourceHeaders {
  private static final HeaderName LINK = HeaderNames.create("Link");

  private final IceServers iceServers;
  private final PublicAddress addresses;
  private final EventSubscriptions events;
  private final Predicate<ServerRequest> mayWatch;

  /**
   * @param mayWatch whether a request shows the right to watch; the passwords of ICE servers are
   *     sent only then
   */
  ResourceHeaders(
      IceServers iceServers,
      PublicAddress addresses,
      EventSubscriptions events,
      Predicate<ServerRequest> mayWatch) {
    this.events = events;
    this.mayWatch = mayWatch;
    this.iceServers = iceServers;
    this.addresses = addresses;
  }

  /** OPTIONS, GET and HEAD on the endpoint. */
  void endpoint(ServerRequest request, ServerResponse response) {
    StreamNames.of(request);
    if (!iceServers.uris().isEmpty() && mayWatch.test(request)) {
      addLinks(response, new ArrayList<>());
    }
    response
        .status(Status.NO_CONTENT_204)
        .header(HeaderValues.create("Accept-Post", OfferHandler.MEDIA_TYPE))
        .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"))
        .send();
  }

  /** OPTIONS on the events of a session, or on a subscription. */
  void events(ServerRequest request, ServerResponse response) {
    response
        .status(Status.NO_CONTENT_204)
        .header(HeaderValues.create("Accept-Post", "application/json"))
        .send();
  }

  /** OPTIONS on a session; the same whether it exists or not. */
  void session(ServerRequest request, ServerResponse response) {
    response
        .status(Status.NO_CONTENT_204)
        .header(HeaderValues.create("Accept-Patch", SessionHandler.FRAGMENT_TYPE))
        .send();
  }

  /** Adds {@code Location} and {@code Link} (events, ICE servers) to a 201 or a counter-offer. */
  void created(ServerRequest request, String sessionPath, ServerResponse response) {
    String address = addresses.of(request, sessionPath);
    List<String> links = new ArrayList<>();
    events.link(address + "/events").ifPresent(links::add);
    addLinks(response, links);
    response.header(HeaderValues.create(HeaderNames.LOCATION, address));
  }

  /** All links in one header, since some clients read only the first. */
  private void addLinks(ServerResponse response, List<String> links) {
    iceServers.link(Instant.now().getEpochSecond()).ifPresent(links::add);
    if (!links.isEmpty()) {
      response.header(HeaderValues.create(LINK, String.join(", ", links)));
    }
  }
}
