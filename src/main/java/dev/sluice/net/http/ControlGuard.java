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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Restricts access to the control socket. If a token is configured, every request except health
 * checks must carry it. If none is, the socket listens on loopback, and requests of pages in a
 * local browser are refused: they have an Origin, or the name of another machine as Host (DNS
 * rebinding).
 */
public final class ControlGuard implements Filter {
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";
  private static final Set<String> OPEN = Set.of("/health/live", "/health/ready");

  private final byte[] token;
  private final List<String> guardedElsewhere;

  /**
   * @param token empty for none
   */
  public ControlGuard(String token) {
    this(token, List.of());
  }

  /**
   * @param guardedElsewhere prefixes of paths that have an access check of their own, which also
   *     accepts the token of this socket, see {@link #hasToken}
   */
  public ControlGuard(String token, List<String> guardedElsewhere) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
    this.guardedElsewhere = List.copyOf(guardedElsewhere);
  }

  /** Whether a request carries the token of this socket; false if none is configured. */
  public boolean hasToken(ServerRequest request) {
    return token.length > 0 && MessageDigest.isEqual(secretOf(request), token);
  }

  /** Whether a text is the token of this socket; false if none is configured. */
  public boolean isToken(String text) {
    return token.length > 0 && MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), token);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    String path = request.prologue().uriPath().path();
    if (!OPEN.contains(path) && guardedElsewhere.stream().noneMatch(path::startsWith)) {
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
              "Send the configured control.token as \"Authorization: Bearer TOKEN\", or as the"
                  + " password of Basic authentication.")
          .toException();
    }
  }

  /**
   * The bearer token of a request, or the password of Basic authentication (RFC 7617) with any user
   * name; empty if it has neither.
   */
  private static byte[] secretOf(ServerRequest request) {
    String given = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
    String scheme = given.toLowerCase(Locale.ROOT);
    if (scheme.startsWith(BASIC)) {
      return passwordOf(given.substring(BASIC.length()).strip());
    }
    String token = scheme.startsWith(BEARER) ? given.substring(BEARER.length()) : "";
    return token.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] passwordOf(String credentials) {
    try {
      byte[] pair = Base64.getDecoder().decode(credentials);
      for (int i = 0; i < pair.length; i++) {
        if (pair[i] == ':') {
          return Arrays.copyOfRange(pair, i + 1, pair.length);
        }
      }
      return new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
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
