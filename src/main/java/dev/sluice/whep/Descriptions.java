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

/** What endpoint and session say of themselves; needs no rights, as preflights carry none. */
final class Descriptions {
  static final HeaderName LINK = HeaderNames.create("Link");

  private final IceServers iceServers;
  private final PublicAddress addresses;

  Descriptions(IceServers iceServers, PublicAddress addresses) {
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
    addLinks(response);
    response
        .status(Status.NO_CONTENT_204)
        .header(HeaderValues.create("Accept-Post", OfferHandler.MEDIA_TYPE))
        .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"))
        .send();
  }

  /** OPTIONS on a session, whether it exists or not. */
  void session(ServerRequest request, ServerResponse response) {
    response
        .status(Status.NO_CONTENT_204)
        .header(HeaderValues.create("Accept-Patch", SessionHandler.FRAGMENT_TYPE))
        .send();
  }

  /** Names the ICE servers. */
  void addLinks(ServerResponse response) {
    iceServers
        .link(Instant.now().getEpochSecond())
        .ifPresent(link -> response.headers().add(HeaderValues.create(LINK, link)));
  }
}
