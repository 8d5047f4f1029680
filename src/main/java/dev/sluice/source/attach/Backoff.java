package dev.sluice.source.attach;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between connections that fail: each is twice as long as the one before, up to a limit, and
 * shorter by a random part of up to a half. So many sources that lost one server do not come back
 * to it at once.
 */
final class Backoff {
  private static final int MAX_DOUBLINGS = 20;

  private final long firstNanos;
  private final long mostNanos;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration first, Duration most, RandomGenerator random) {
    this.firstNanos = first.toNanos();
    this.mostNanos = Math.max(first.toNanos(), most.toNanos());
    this.random = random;
  }

  /** Connections that failed in a row. */
  int failures() {
    return failures;
  }

  /** Notes a connection that failed, and returns the pause after it. */
  long nextNanos() {
    long nanos = failures > MAX_DOUBLINGS ? mostNanos : Math.min(mostNanos, firstNanos << failures);
    failures++;
    return nanos - random.nextLong(nanos / 2 + 1);
  }

  /** Notes a connection that worked. */
  void reset() {
    failures = 0;
  }
}
