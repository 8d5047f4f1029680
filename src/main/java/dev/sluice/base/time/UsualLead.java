package dev.sluice.base.time;

import java.util.Arrays;

/**
 * The usual lead of a track's stream time over the arrival of its access units, in 90 kHz ticks:
 * the median of the latest ones. Single access units that were late do not change it.
 */
final class UsualLead {
  /** One second of pictures. */
  private static final int KEPT = 32;

  private static final int LEAST = 8;

  /** Access units that come at once lead by more than this. */
  private static final long BURST_TICKS = Ticks90k.ofMillis(100);

  /**
   * A larger step between two leads means that the source was paused: the older leads are dropped.
   */
  private static final long BORDER_TICKS = Ticks90k.ofMillis(500);

  private final long[] latest = new long[KEPT];
  private long count;

  /** Notes an access unit. */
  void add(long ticks90k, long nowNanos) {
    long lead = ticks90k - Ticks90k.ofNanos(nowNanos);
    if (count > 0 && Math.abs(lead - latest[(int) ((count - 1) % KEPT)]) > BORDER_TICKS) {
      count = 0;
    }
    latest[(int) (count++ % KEPT)] = lead;
  }

  /** Stream time moved by an offset. */
  void move(long offset) {
    for (int i = 0; i < KEPT; i++) {
      latest[i] += offset;
    }
  }

  /** Whether there were enough access units, and they do not come in bursts. */
  boolean known() {
    if (count < LEAST) {
      return false;
    }
    long[] sorted = sorted();
    return sorted[sorted.length - 1] - sorted[sorted.length / 2] <= BURST_TICKS;
  }

  /** The median; only if it is {@link #known}. */
  long medianTicks() {
    long[] sorted = sorted();
    return sorted[sorted.length / 2];
  }

  private long[] sorted() {
    long[] sorted = Arrays.copyOf(latest, (int) Math.min(count, KEPT));
    Arrays.sort(sorted);
    return sorted;
  }
}
