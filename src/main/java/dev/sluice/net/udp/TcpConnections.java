package dev.sluice.net.udp;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.share.FairShare;
import java.net.InetAddress;

/**
 * Counts TCP connections and shares them fairly between client addresses, so that a few addresses
 * cannot keep all others out. Safe for any thread.
 */
final class TcpConnections {
  private static final System.Logger LOG = System.getLogger(TcpConnections.class.getName());

  private final TcpLimits limits;
  private final FairShare share;
  private final RateLimitedLog warnings = new RateLimitedLog(LOG, System::nanoTime);

  TcpConnections(TcpLimits limits) {
    this.limits = limits;
    this.share = new FairShare(limits.connections());
  }

  /**
   * Admits a connection if the limits allow it. An admitted one is later passed to {@link
   * #release}.
   */
  boolean admit(InetAddress address) {
    FairShare.Result result = share.take(limits.keys().of(address));
    if (result == FairShare.Result.TAKEN) {
      return true;
    }
    LOG.log(System.Logger.Level.DEBUG, "TCP connection of {0} refused", address);
    warnings.log(
        System.Logger.Level.WARNING,
        result.name(),
        result == FairShare.Result.FULL
            ? "All TCP connections for media (udp.tcpConnections) are in use; new ones are closed."
            : "An address has more TCP connections for media than its share; new ones are closed."
                + " List known addresses in limits.exempt.");
    return false;
  }

  void release(InetAddress address) {
    share.free(limits.keys().of(address));
  }

  int count() {
    return share.taken();
  }
}
