package dev.sluice.whep;

import dev.sluice.http.PublicAddress;
import dev.sluice.http.StreamNames;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What endpoint and session say of themselves; needs no rights, as preflights carry none. */
final class Descriptions {
  private static final HeaderName LINK = HeaderNames.create("Link");
  private static final String EVENTS = "urn:ietf:params:whep:ext:core:server-sent-events";

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
      addLinks(response, Stream.empty());
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
    Stream<String> link =
        events.offered()
            ? Stream.of(
                "<%s>; rel=\"%s\"; events=\"%s\""
                    .formatted(
                        address(request, sessionPath + "/events"), EVENTS, ViewerEvent.labels()))
            : Stream.empty();
    addLinks(response, link);
    response.header(HeaderValues.create(HeaderNames.LOCATION, address(request, sessionPath)));
  }

  /** In one header: there are clients that read no second one. */
  private void addLinks(ServerResponse response, Stream<String> others) {
    Stream<String> servers = iceServers.link(Instant.now().getEpochSecond()).stream();
    String links = Stream.concat(others, servers).collect(Collectors.joining(", "));
    if (!links.isEmpty()) {
      response.header(HeaderValues.create(LINK, links));
    }
  }
}
