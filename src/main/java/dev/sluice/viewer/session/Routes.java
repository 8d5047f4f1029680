package dev.sluice.viewer.session;

import dev.sluice.viewer.send.Route;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes on which valid checks of one session came, the newest few. */
final class Routes {
  /** A browser pairs each of its candidates with each of ours: more than these it does not use. */
  private static final int MAX_ROUTES = 16;

  private final Map<InetSocketAddress, Route> byRemote =
      new LinkedHashMap<>(4, 0.75f, /* accessOrder= */ true);

  /**
   * Notes a route; the remote address of the one it displaced, or null. One that is known stays: it
   * knows what the path cannot carry.
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
