package dev.sluice.base.time;

/**
 * The lead of a track's stream time over the arrival of its access units, in 90 kHz ticks: its
 * range within one run of the source's clock. The width is the jitter of the network and the muxer.
 *
 * <p>The range of a longer run is renewed every 30 s, since the clocks of source and machine differ
 * a little. At the borders of shorter runs it stays, so that small errors there cannot add up.
 */
final class ArrivalLead {
  private static final long WINDOW_NANOS = 30_000_000_000L;

  /** The least part of a run that shows a range. */
  private static final long LEARN_NANOS = 500_000_000L;

  private long least;
  private long most;
  private boolean known;

  // The same since windowNanos.
  private long leastNow = Long.MAX_VALUE;
  private long mostNow = Long.MIN_VALUE;
  private long windowNanos;
  private long newestNanos;

  /** Notes an access unit. */
  void add(long ticks90k, long nowNanos) {
    if (mostNow == Long.MIN_VALUE) {
      windowNanos = nowNanos;
    }
    long lead = ticks90k - Ticks90k.ofNanos(nowNanos);
    leastNow = Math.min(leastNow, lead);
    mostNow = Math.max(mostNow, lead);
    newestNanos = nowNanos;
    if (nowNanos - windowNanos >= WINDOW_NANOS) {
      renew();
    }
  }

  /** Another run of the source's clock begins. */
  void border() {
    learn();
    leastNow = Long.MAX_VALUE;
    mostNow = Long.MIN_VALUE;
  }

  private void renew() {
    least = leastNow;
    most = mostNow;
    known = true;
    leastNow = Long.MAX_VALUE;
    mostNow = Long.MIN_VALUE;
  }

  /** Stream time moved by an offset. */
  void move(long offset) {
    least += offset;
    most += offset;
    if (mostNow != Long.MIN_VALUE) {
      leastNow += offset;
      mostNow += offset;
    }
  }

  /** Whether the range is known. */
  boolean known() {
    learn();
    return known;
  }

  private void learn() {
    if (!known && mostNow != Long.MIN_VALUE && newestNanos - windowNanos >= LEARN_NANOS) {
      renew();
    }
  }

  /** Stream time of an access unit that arrives as late as the latest one. */
  long leastTicks(long nowNanos) {
    return Ticks90k.ofNanos(nowNanos) + least;
  }

  /** Stream time of an access unit that arrives as early as the earliest one. */
  long mostTicks(long nowNanos) {
    return Ticks90k.ofNanos(nowNanos) + most;
  }
}
