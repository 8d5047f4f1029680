package dev.sluice.net.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;

/**
 * Allows pages of any origin to use the public socket (Fetch standard, "CORS protocol"). The
 * headers are on every response, also on errors: without them a page cannot read the status.
 */
public final class Cors {
  private static final HeaderName REQUEST_PRIVATE_NETWORK =
      HeaderNames.create("Access-Control-Request-Private-Network");
  private static final Header ALLOW_PRIVATE_NETWORK =
      HeaderValues.createCached("Access-Control-Allow-Private-Network", "true");

  private static final List<Header> HEADERS =
      List.of(
          HeaderValues.createCached("Access-Control-Allow-Origin", "*"),
          HeaderValues.createCached(
              "Access-Control-Allow-Methods", "GET, HEAD, POST, PATCH, DELETE, OPTIONS"),
          HeaderValues.createCached(
              "Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match"),
          HeaderValues.createCached(
              "Access-Control-Expose-Headers",
              "Location, Link, ETag, Accept-Post, Accept-Patch, Retry-After"),
          HeaderValues.createCached("Access-Control-Max-Age", "86400"));

  private Cors() {}

  /** The headers, for responses that no route makes. */
  static List<Header> headers() {
    return HEADERS;
  }

  /** A filter for all routes of a socket: adds the headers. */
  public static void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    HEADERS.forEach(response::header);
    if (request.headers().contains(REQUEST_PRIVATE_NETWORK)) {
      response.header(ALLOW_PRIVATE_NETWORK);
    }
    chain.proceed();
  }
}
