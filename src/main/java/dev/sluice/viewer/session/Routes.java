package dev.sluice.viewer.session;

import dev.sluice.viewer.send.Route;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest routes with valid connectivity checks of one session. */
final class Routes {
  /**
   * Limit of remembered routes. Browsers pair each of their candidates with each of ours and make
   * fewer pairs than this.
   */
  private static final int MAX_ROUTES = 16;

  private final Map<InetSocketAddress, Route> byRemote =
      new LinkedHashMap<>(4, 0.75f, /* accessOrder= */ true);

  /**
   * Remembers a route. A known route to the same address stays, since it knows the limits of the
   * path.
   *
   * @return remote address of the route that was displaced, or null
   */
  @Nullable InetSocketAddress remember(Route route) {
    Route known = byRemote.putIfAbsent(route.remote(), route);
    if (known != null && known.batchSender() != route.batchSender()) {
      byRemote.put(route.remote(), route);
    }
    if (byRemote.size() <= MAX_ROUTES) {
      return null;
    }
    InetSocketAddress eldest = byRemote.keySet().iterator().next();
    byRemote.remove(eldest);
    return eldest;
  }

  @Nullable Route to(@Nullable InetSocketAddress remote) {
    return remote == null ? null : byRemote.get(remote);
  }

  Iterable<InetSocketAddress> remotes() {
    return byRemote.keySet();
  }
}
