package dev.sluice.net.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps strangers off the control socket. With a token, every request but those for health must
 * carry it. Without one the socket is on loopback, and only pages in a local browser are strangers:
 * what they send has an Origin, or another machine's name as Host (DNS rebinding).
 */
public final class ControlGuard implements Filter {
  private static final String SCHEME = "bearer ";
  private static final Set<String> OPEN = Set.of("/health/live", "/health/ready");

  private final byte[] token;
  private final Optional<String> guardedElsewhere;

  /**
   * @param token empty where none is asked for
   */
  public ControlGuard(String token) {
    this(token, Optional.empty());
  }

  /**
   * @param guardedElsewhere what paths begin with that ask for rights of their own; who has the
   *     token of this socket has those as well, see {@link #hasToken}
   */
  public ControlGuard(String token, Optional<String> guardedElsewhere) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
    this.guardedElsewhere = guardedElsewhere;
  }

  /** Whether a request carries the token of this socket; false where none is asked for. */
  public boolean hasToken(ServerRequest request) {
    return token.length > 0 && MessageDigest.isEqual(secretOf(request), token);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    String path = request.prologue().uriPath().path();
    if (!OPEN.contains(path) && guardedElsewhere.filter(path::startsWith).isEmpty()) {
      if (token.length > 0) {
        requireToken(request, response);
      } else {
        requireLocal(request);
      }
    }
    chain.proceed();
  }

  private void requireToken(RoutingRequest request, RoutingResponse response) {
    if (!hasToken(request)) {
      response.header(HeaderValues.create("WWW-Authenticate", "Bearer"));
      throw Problem.of(
              Status.UNAUTHORIZED_401,
              "Send the configured control.token as \"Authorization: Bearer TOKEN\".")
          .toException();
    }
  }

  /** What is sent as bearer token; empty for anything else. */
  private static byte[] secretOf(ServerRequest request) {
    String given = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
    boolean bearer = given.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    return given
        .substring(bearer ? SCHEME.length() : given.length())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void requireLocal(RoutingRequest request) {
    Method method = request.prologue().method();
    boolean reads = method.equals(Method.GET) || method.equals(Method.HEAD);
    if (!reads && request.headers().contains(HeaderNames.ORIGIN)) {
      throw forbidden("Web pages may not use the control socket while control.token is empty.");
    }
    if (!isLocalName(request.authority())) {
      throw forbidden(
          "While control.token is empty, the control socket answers only to an address or to"
              + " localhost as host name.");
    }
  }

  private static boolean isLocalName(String authority) {
    String host = authority.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("[")
        || host.matches("[0-9.]+");
  }

  private static ProblemException forbidden(String detail) {
    return Problem.of(Status.FORBIDDEN_403, detail).toException();
  }
}
