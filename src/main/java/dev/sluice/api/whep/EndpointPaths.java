package dev.sluice.api.whep;

import io.helidon.webserver.http.ServerRequest;
import java.util.List;

/**
 * The paths of the endpoint of a stream: our own, that of MediaMTX, and that of a go-livepeer
 * gateway. A session is below the path that its POST used, so that a proxy may forward any one of
 * them alone.
 */
final class EndpointPaths {
  private static final String OWN = "/whep/";
  private static final String GATEWAY = "/live/video-to-video/";
  private static final String LAST = "/whep";

  /** Patterns of routes. {@code /play/whep} is the player page of a stream. */
  static final List<String> PATTERNS =
      List.of(OWN + "{stream}", GATEWAY + "{stream}" + LAST, "/{stream:(?!play/)[^/]+}" + LAST);

  private EndpointPaths() {}

  /** The path of the endpoint that a request uses, in its usual form. */
  static String of(ServerRequest request, String stream) {
    String path = request.path().path();
    if (path.startsWith(OWN)) {
      return OWN + stream;
    }
    return (path.startsWith(GATEWAY) ? GATEWAY : "/") + stream + LAST;
  }
}
