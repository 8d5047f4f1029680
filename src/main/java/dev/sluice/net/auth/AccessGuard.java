package dev.sluice.net.auth;

import dev.sluice.net.address.LimitKeys;
import dev.sluice.net.auth.Decision.Granted;
import dev.sluice.net.auth.Decision.Refused;
import dev.sluice.net.http.AddressRate;
import dev.sluice.net.http.ClientAddresses;
import dev.sluice.net.http.ClientPresence;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks the right of a request to watch or publish, and refuses requests without it. */
public final class AccessGuard {
  private static final String SCHEME = "bearer ";
  private static final String CHALLENGE = "Bearer realm=\"sluice\"";
  private static final int MAX_TOKEN_CHARACTERS = 8192;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Authorizer authorizer;
  private final ClientAddresses clients;
  private final Optional<AddressRate> rate;
  private final LimitKeys keys;
  private final AccessCounters counters = new AccessCounters();

  /**
   * Without a limit of checks.
   *
   * @param authorizer decides
   * @param clients finds the client address of a request
   */
  public AccessGuard(Authorizer authorizer, ClientAddresses clients) {
    this(authorizer, clients, Optional.empty(), new LimitKeys(List.of()));
  }

  /**
   * @param authorizer decides
   * @param clients finds the client address of a request
   * @param checksPerSecond limit of checks of one address
   * @param keys keys of client addresses
   */
  public AccessGuard(
      Authorizer authorizer, ClientAddresses clients, int checksPerSecond, LimitKeys keys) {
    this(
        authorizer,
        clients,
        Optional.of(new AddressRate(checksPerSecond, System.nanoTime())),
        keys);
  }

  private AccessGuard(
      Authorizer authorizer, ClientAddresses clients, Optional<AddressRate> rate, LimitKeys keys) {
    this.authorizer = authorizer;
    this.clients = clients;
    this.rate = rate;
    this.keys = keys;
  }

  /**
   * Requires a right of a request.
   *
   * @return expiry of the right, on the clock of {@link System#nanoTime}; empty for none
   * @throws ProblemException 401, 403 or 503 without the right
   */
  public OptionalLong require(
      Action action, String stream, ServerRequest request, ServerResponse response) {
    Decision decision = decide(action, stream, tokenOf(request), request);
    counters.count(decision);
    return switch (decision) {
      case Granted granted -> granted.expiryNanos();
      case Refused refused -> throw problem(refused, response);
    };
  }

  /**
   * Requires a right of a client of another protocol than HTTP. Blocks as the authorizer does.
   *
   * @param token empty for none
   * @return the decision, counted
   */
  public Decision require(Action action, String stream, String token, InetAddress client)
      throws InterruptedException {
    Decision decision = decide(action, stream, token, client);
    counters.count(decision);
    return decision;
  }

  /**
   * Whether a request that needs no right shows one. A request without token does not, and the
   * authorizer is not asked.
   *
   * @throws ProblemException 503 if the client's address asks too often
   */
  public boolean shows(Action action, String stream, ServerRequest request) {
    if (authorizer == Authorizer.OPEN) {
      return true;
    }
    String token = tokenOf(request);
    if (token.isEmpty()) {
      return false;
    }
    Decision decision = decide(action, stream, token, request);
    if (decision instanceof Refused refused && refused.reason() == Decision.Reason.TOO_OFTEN) {
      counters.count(decision);
      throw unavailable(refused);
    }
    return decision instanceof Granted;
  }

  /** Decisions so far. */
  public AccessCounters counters() {
    return counters;
  }

  /** Client addresses remembered for the limit of checks. */
  public int retained() {
    return rate.map(AddressRate::clients).orElse(0);
  }

  private Decision decide(Action action, String stream, String token, ServerRequest request) {
    try {
      return decide(action, stream, token, clients.of(request));
    } catch (InterruptedException e) {
      if (ClientPresence.of(request).gone()) {
        throw new CloseConnectionException("The client left while its right was checked", e);
      }
      return Decision.refused(Decision.Reason.UNAVAILABLE, "The service is stopping.");
    }
  }

  private Decision decide(Action action, String stream, String token, InetAddress address)
      throws InterruptedException {
    if (asksTooOften(address)) {
      return Decision.refused(
          Decision.Reason.TOO_OFTEN,
          "Your address sends too many requests with a token; send them at a lower rate.");
    }
    return token.length() > MAX_TOKEN_CHARACTERS
        ? Decision.refused(Decision.Reason.BAD_TOKEN, "The token is too long.")
        : authorizer.decide(new AccessRequest(stream, action, token, address.getHostAddress()));
  }

  /** Counted before anything is asked, since a check costs more than a request. */
  private boolean asksTooOften(InetAddress address) {
    String client = keys.of(address);
    return authorizer != Authorizer.OPEN
        && !client.isEmpty()
        && rate.isPresent()
        && rate.get().take(client, System.nanoTime()).isPresent();
  }

  /** A bearer token (RFC 6750), a bare token as some clients send it, or the query's. */
  private static String tokenOf(ServerRequest request) {
    String header = request.headers().first(HeaderNames.AUTHORIZATION).orElse("").strip();
    if (header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return header.substring(SCHEME.length()).strip();
    }
    if (!header.isEmpty() && header.indexOf(' ') < 0) {
      return header;
    }
    return request.query().first("token").orElse("");
  }

  private static ProblemException problem(Refused refused, ServerResponse response) {
    return switch (refused.reason()) {
      case NO_TOKEN -> unauthorized(refused, CHALLENGE, response);
      case BAD_TOKEN, NOT_VALID_NOW ->
          unauthorized(refused, CHALLENGE + ", error=\"invalid_token\"", response);
      case NOT_ALLOWED -> Problem.of(Status.FORBIDDEN_403, refused.detail()).toException();
      case UNAVAILABLE, TOO_OFTEN -> unavailable(refused);
    };
  }

  private static ProblemException unavailable(Refused refused) {
    return Problem.of(Status.SERVICE_UNAVAILABLE_503, refused.detail())
        .retryAfter(RETRY_AFTER)
        .toException();
  }

  private static ProblemException unauthorized(
      Refused refused, String challenge, ServerResponse response) {
    response.header(HeaderValues.create("WWW-Authenticate", challenge));
    return Problem.of(Status.UNAUTHORIZED_401, refused.detail()).toException();
  }
}
