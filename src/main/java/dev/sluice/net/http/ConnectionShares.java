package dev.sluice.net.http;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.share.FairShare;
import dev.sluice.net.address.LimitKeys;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The connections of a listener, shared fairly by client addresses, so that a few addresses cannot
 * keep all others out. Safe for any thread.
 */
final class ConnectionShares {
  private static final System.Logger LOG = System.getLogger(ConnectionShares.class.getName());

  private final FairShare share;
  private final LimitKeys keys;
  private final Map<Socket, String> keyOf = new ConcurrentHashMap<>();
  private final RateLimitedLog warnings = new RateLimitedLog(LOG, System::nanoTime);

  /** Connections refused. */
  final LongAdder refused = new LongAdder();

  /**
   * @param maxConnections limit of the listener, -1 for none
   * @param keys of client addresses
   */
  ConnectionShares(int maxConnections, LimitKeys keys) {
    this.share = new FairShare(maxConnections < 0 ? Integer.MAX_VALUE : maxConnections);
    this.keys = keys;
  }

  /** Counts an accepted connection; false if it must be closed. */
  boolean admit(Socket socket) {
    InetAddress address = socket.getInetAddress();
    String key = keys.of(address);
    if (share.take(key) == FairShare.Result.TAKEN) {
      keyOf.put(socket, key);
      return true;
    }
    refused.increment();
    LOG.log(System.Logger.Level.DEBUG, "Connection of {0} refused", address);
    warnings.log(
        System.Logger.Level.WARNING,
        "share",
        ("An address has more connections than its share; new ones are closed. %d are open. List"
                + " reverse proxies in public.trustedProxies, other known addresses in"
                + " limits.exempt.")
            .formatted(share.taken()));
    return false;
  }

  /** The connection has ended. */
  void ended(Socket socket) {
    String key = keyOf.remove(socket);
    if (key != null) {
      share.free(key);
    }
  }
}
