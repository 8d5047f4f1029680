package dev.sluice.net.address;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.share.FairShare;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * The TCP connections of a listener, shared fairly by client addresses, so that a few addresses
 * cannot keep all others out. Safe for any thread.
 */
public final class ConnectionShares {
  private static final System.Logger LOG = System.getLogger(ConnectionShares.class.getName());

  private final String purpose;
  private final int most;
  private final LimitKeys keys;
  private final FairShare share;
  private final LongAdder refused = new LongAdder();
  private final RateLimitedLog warnings = new RateLimitedLog(LOG, System::nanoTime);

  /**
   * @param purpose of the connections, for messages: "for media"
   * @param most limit of connections; 0 refuses all
   * @param keys of client addresses
   */
  public ConnectionShares(String purpose, int most, LimitKeys keys) {
    this.purpose = purpose;
    this.most = most;
    this.keys = keys;
    this.share = new FairShare(most);
  }

  /** The place of an open connection. */
  public final class Place implements AutoCloseable {
    private final String key;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private Place(String key) {
      this.key = key;
    }

    /** Gives the place back; only the first call has an effect. */
    @Override
    public void close() {
      if (held.compareAndSet(true, false)) {
        share.free(key);
      }
    }
  }

  /** Takes a place for an accepted connection; empty if the connection must be closed. */
  public Optional<Place> admit(InetAddress address) {
    String key = keys.of(address);
    FairShare.Result result = share.take(key);
    if (result == FairShare.Result.TAKEN) {
      return Optional.of(new Place(key));
    }
    refused.increment();
    LOG.log(System.Logger.Level.DEBUG, "Connection of {0} {1} refused", address, purpose);
    warnings.log(System.Logger.Level.WARNING, result.name(), () -> sentence(result));
    return Optional.empty();
  }

  private String sentence(FairShare.Result result) {
    return result == FairShare.Result.FULL
        ? "All %d connections %s are in use; new ones are closed.".formatted(most, purpose)
        : ("An address has more connections %s than its share; new ones are closed. %d are"
                + " open. List reverse proxies in public.trustedProxies, other known"
                + " addresses in limits.exempt.")
            .formatted(purpose, taken());
  }

  /** Limit of connections. */
  public int most() {
    return most;
  }

  /** Count of open connections. */
  public int taken() {
    return share.taken();
  }

  /** Count of connections refused so far. */
  public long refused() {
    return refused.sum();
  }
}
