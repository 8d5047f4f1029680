package dev.sluice.api.whep;

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

/** What endpoint and session say of themselves; needs no rights, as preflights carry none. */
final class Descriptions {
  private static final HeaderName LINK = HeaderNames.create("Link");
  private static final String EVENTS =
      "; rel=\"urn:ietf:params:whep:ext:core:server-sent-events\"; events=\"%s\""
          .formatted(ViewerEvent.labels());

  private final IceServers iceServers;
  private final PublicAddress addresses;
  private final ViewerEvents events;
  private final Predicate<ServerRequest> mayWatch;

  /**
   * @param mayWatch who is told of the ICE servers: their passwords are not for everybody
   */
  Descriptions(
      IceServers iceServers,
      PublicAddress addresses,
      ViewerEvents events,
      Predicate<ServerRequest> mayWatch) {
    this.events = events;
    this.mayWatch = mayWatch;
    this.iceServers = iceServers;
    this.addresses = addresses;
  }

  /** How the client of a request addresses one of our paths. */
  String address(ServerRequest request, String path) {
    return addresses.of(request, path);
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

  /** OPTIONS where events are subscribed to. */
  void events(ServerRequest request, ServerResponse response) {
    response
        .status(Status.NO_CONTENT_204)
        .header(HeaderValues.create("Accept-Post", "application/json"))
        .send();
  }

  /** OPTIONS on a session, whether it exists or not. */
  void session(ServerRequest request, ServerResponse response) {
    response
        .status(Status.NO_CONTENT_204)
        .header(HeaderValues.create("Accept-Patch", SessionHandler.FRAGMENT_TYPE))
        .send();
  }

  /** A 201 names the ICE servers too, and where events are to be had. */
  void created(ServerRequest request, String sessionPath, ServerResponse response) {
    String address = address(request, sessionPath);
    List<String> links = new ArrayList<>();
    if (events.offered()) {
      links.add("<" + address + "/events>" + EVENTS);
    }
    addLinks(response, links);
    response.header(HeaderValues.create(HeaderNames.LOCATION, address));
  }

  /** In one header: there are clients that read no second one. */
  private void addLinks(ServerResponse response, List<String> links) {
    iceServers.link(Instant.now().getEpochSecond()).ifPresent(links::add);
    if (!links.isEmpty()) {
      response.header(HeaderValues.create(LINK, String.join(", ", links)));
    }
  }
}
