package dev.sluice.net.framing;

import dev.sluice.base.share.TokenRate;
import java.util.EnumMap;
import java.util.Map;

/**
 * Limits the frames of a connection that carry no data, per kind: each has a token bucket. The
 * limits leave room for a proxy that carries the requests of many clients.
 */
final class FrameRates {
  private record Limit(int perSecond, TokenRate rate) {
    Limit(int perSecond, int burst) {
      this(perSecond, new TokenRate(perSecond, burst));
    }
  }

  private static final Map<Http2Fault, Limit> LIMITS =
      new EnumMap<>(
          Map.of(
              Http2Fault.SETTINGS, new Limit(2, 64),
              // Clients that estimate the bandwidth send one per round trip while data arrives.
              Http2Fault.PING, new Limit(100, 1000),
              Http2Fault.PRIORITY, new Limit(100, 1000),
              // A client may send two for each DATA frame it receives.
              Http2Fault.WINDOW_UPDATE, new Limit(2000, 10_000),
              // All viewers behind a proxy may leave at once.
              Http2Fault.RST_STREAM, new Limit(100, 1000),
              Http2Fault.EMPTY_DATA, new Limit(10, 100),
              Http2Fault.UNKNOWN, new Limit(100, 1000)));

  /** Time at which each bucket will be full. */
  private final Map<Http2Fault, Long> fullAtNanos = new EnumMap<>(Http2Fault.class);

  /**
   * Counts a frame.
   *
   * @param kind one of the kinds above
   * @throws Http2FaultException of that kind, if there are too many
   */
  void take(Http2Fault kind, long nowNanos) {
    Limit limit = LIMITS.get(kind);
    if (limit == null) {
      throw new IllegalArgumentException("no limit for " + kind);
    }
    long before = fullAtNanos.getOrDefault(kind, nowNanos);
    if (limit.rate.waitNanos(before, nowNanos) > 0) {
      throw new Http2FaultException(
          kind, "more than %d frames a second".formatted(limit.perSecond));
    }
    fullAtNanos.put(kind, limit.rate.take(before, nowNanos));
  }
}
