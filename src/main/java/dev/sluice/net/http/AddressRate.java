package dev.sluice.net.http;

import dev.sluice.base.share.TokenRate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket for each client, which limits requests in a second and allows bursts. Thread-safe.
 *
 * <p>A bucket is stored as the time at which it will be full. Full buckets are removed, so that
 * memory is bounded by the clients of the last seconds, and by {@link #MAX_CLIENTS}.
 */
public final class AddressRate {
  /** Number of buckets. New clients are refused while all are in use. */
  static final int MAX_CLIENTS = 100_000;

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int BURST_SECONDS = 5;

  private final TokenRate rate;
  private final Map<String, Long> fullAtNanos = new ConcurrentHashMap<>();
  private final AtomicLong nextSweepNanos;

  /**
   * With the burst that all limits of the service have: five seconds' worth.
   *
   * @param perSecond requests in a second, at least 1
   */
  public AddressRate(int perSecond, long nowNanos) {
    this(perSecond, perSecond * BURST_SECONDS, nowNanos);
  }

  /**
   * @param perSecond requests in a second, at least 1
   * @param burst capacity of a bucket in requests, at least 1
   */
  AddressRate(int perSecond, int burst, long nowNanos) {
    this.rate = new TokenRate(perSecond, burst);
    this.nextSweepNanos = new AtomicLong(nowNanos);
  }

  /**
   * Takes one request of a client.
   *
   * @return the time to wait before the next try; empty when the request is allowed
   */
  public Optional<Duration> take(String client, long nowNanos) {
    sweep(nowNanos);
    if (fullAtNanos.size() >= MAX_CLIENTS && !fullAtNanos.containsKey(client)) {
      return Optional.of(Duration.ofSeconds(1));
    }
    // Written by the function below, which runs once, on this thread.
    long[] waitNanos = new long[1];
    fullAtNanos.compute(
        client,
        (key, before) -> {
          long fullAt = before == null ? nowNanos : before;
          waitNanos[0] = rate.waitNanos(fullAt, nowNanos);
          return waitNanos[0] > 0 ? fullAt : rate.take(fullAt, nowNanos);
        });
    return waitNanos[0] > 0 ? Optional.of(Duration.ofNanos(waitNanos[0])) : Optional.empty();
  }

  private void sweep(long nowNanos) {
    long next = nextSweepNanos.get();
    if (nowNanos - next >= 0 && nextSweepNanos.compareAndSet(next, nowNanos + SECOND_NANOS)) {
      fullAtNanos.values().removeIf(fullAt -> fullAt - nowNanos <= 0);
    }
  }

  /** Number of buckets in use. */
  public int clients() {
    return fullAtNanos.size();
  }
}
