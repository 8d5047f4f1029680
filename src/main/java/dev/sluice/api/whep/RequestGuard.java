package dev.sluice.api.whep;

import dev.sluice.api.whep.WhepCounters.Outcome;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.net.address.AddressBlock;
import dev.sluice.net.address.LimitKeys;
import dev.sluice.net.auth.AccessGuard;
import dev.sluice.net.auth.Action;
import dev.sluice.net.auth.Authorizer;
import dev.sluice.net.http.AddressRate;
import dev.sluice.net.http.ClientAddresses;
import dev.sluice.net.http.Problem;
import dev.sluice.net.http.ProblemException;
import dev.sluice.net.http.StreamNames;
import dev.sluice.viewer.session.ViewerGrant;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Checks requests before any other work: rates per client address, the right to watch. */
public final class RequestGuard {
  private final ClientAddresses clients;
  private final LimitKeys keys;
  private final AccessGuard access;
  private final AddressRate posts;
  private final AddressRate patches;
  private final AddressRate deletes;

  /**
   * @param clients finds the client address of a request
   * @param access asks for the right to watch
   */
  public RequestGuard(ClientAddresses clients, RateSettings rates, AccessGuard access) {
    this.access = access;
    this.clients = clients;
    this.keys = new LimitKeys(rates.exempt);
    this.posts = rate(rates.postsPerSecond);
    this.patches = rate(rates.patchesPerSecond);
    this.deletes = rate(rates.deletesPerSecond);
  }

  /** A guard that refuses nothing. */
  public static RequestGuard open() {
    List<AddressBlock> all =
        Stream.of("0.0.0.0/0", "::/0").map(AddressBlock::parse).flatMap(Optional::stream).toList();
    ClientAddresses clients = new ClientAddresses(List.of());
    return new RequestGuard(
        clients,
        GivenSettings.of(RateSettings::new, Map.of("limits.exempt", all)),
        new AccessGuard(Authorizer.OPEN, clients));
  }

  private static AddressRate rate(int perSecond) {
    return new AddressRate(perSecond, System.nanoTime());
  }

  /** The limit key and expiry of a request that has passed {@link #post}. */
  static ViewerGrant grant(ServerRequest request) {
    return request.context().get(ViewerGrant.class).orElse(ViewerGrant.UNLIMITED);
  }

  /** Guards POSTs on the endpoint. */
  Handler post(WhepCounters counters, Handler next) {
    return (request, response) -> {
      String client = limitKey(request);
      try {
        take(posts, client);
      } catch (ProblemException e) {
        counters.count(Outcome.TOO_OFTEN);
        throw e;
      }
      OptionalLong expiresNanos = requirePlay(counters, request, response);
      request.context().register(new ViewerGrant(client, expiresNanos));
      next.handle(request, response);
    };
  }

  private OptionalLong requirePlay(
      WhepCounters counters, ServerRequest request, ServerResponse response) {
    try {
      return access.require(Action.PLAY, StreamNames.of(request), request, response);
    } catch (ProblemException e) {
      counters.count(Outcome.NO_ACCESS);
      throw e;
    }
  }

  /** Whether a request that needs no right shows the right to watch. */
  boolean mayWatch(ServerRequest request) {
    return access.shows(Action.PLAY, StreamNames.of(request), request);
  }

  /** Limits the rate of PATCH and of subscriptions. */
  Handler patch(Handler next) {
    return rated(patches, next);
  }

  /** Limits the rate of DELETE. */
  Handler delete(Handler next) {
    return rated(deletes, next);
  }

  private Handler rated(AddressRate rate, Handler next) {
    return (request, response) -> {
      take(rate, limitKey(request));
      next.handle(request, response);
    };
  }

  /** Number of client addresses remembered. */
  int retained() {
    return posts.clients() + patches.clients() + deletes.clients() + access.retained();
  }

  /** The client's key in all limits per address; empty for an exempt address. */
  String limitKey(ServerRequest request) {
    return keys.of(clients.of(request));
  }

  private static void take(AddressRate rate, String client) {
    Optional<Duration> wait =
        client.isEmpty() ? Optional.empty() : rate.take(client, System.nanoTime());
    if (wait.isPresent()) {
      throw Problem.of(
              Status.SERVICE_UNAVAILABLE_503,
              "Your address sends too many requests; send them at a lower rate.")
          .retryAfter(wait.get().plusMillis(999))
          .toException();
    }
  }
}
