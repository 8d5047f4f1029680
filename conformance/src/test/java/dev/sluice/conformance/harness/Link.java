package dev.sluice.conformance.harness;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One direction of a bad network for one viewer: loss, then a queue before a slow line, then delay.
 */
public final class Link {
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * The properties of a link.
   *
   * @param lossPercent probability of losing a datagram, independently, 0..100
   * @param oneWayDelay delay of the other datagrams
   * @param megabitsPerSecond rate of the line, 0 for unlimited
   * @param queueBytes size of the queue before the line; datagrams beyond it are dropped
   * @param seed of the losses; print it with a failure
   */
  public record Settings(
      double lossPercent,
      Duration oneWayDelay,
      double megabitsPerSecond,
      int queueBytes,
      long seed) {
    /** Loss and delay on a line of any rate. */
    public static Settings lossy(double lossPercent, Duration oneWayDelay, long seed) {
      return new Settings(lossPercent, oneWayDelay, 0, 0, seed);
    }
  }

  /** Counters of the link; any thread may read them. */
  public static final class Counts {
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong overflowed = new AtomicLong();

    /** Datagrams delivered. */
    public long delivered() {
      return delivered.get();
    }

    /** Bytes delivered. */
    public long bytes() {
      return bytes.get();
    }

    /** Datagrams lost by chance. */
    public long lost() {
      return lost.get();
    }

    /** Datagrams dropped at the full queue. */
    public long overflowed() {
      return overflowed.get();
    }

    @Override
    public String toString() {
      return "%s delivered, %s lost, %s too many".formatted(delivered, lost, overflowed);
    }
  }

  private record Flying(byte[] datagram, long dueNanos) {}

  private final Settings settings;
  private final Random random;
  private final Counts counts;
  private final ArrayDeque<Flying> flying = new ArrayDeque<>();
  private long lineBusyUntilNanos = Long.MIN_VALUE;

  Link(Settings settings, long seed, Counts counts) {
    this.settings = settings;
    this.random = new Random(seed);
    this.counts = counts;
  }

  void take(byte[] datagram, long nowNanos) {
    if (random.nextDouble() * 100 < settings.lossPercent) {
      counts.lost.incrementAndGet();
      return;
    }
    long leaves = nowNanos;
    if (settings.megabitsPerSecond > 0) {
      double nanosPerByte = 8 * NANOS_PER_SECOND / (settings.megabitsPerSecond * 1e6);
      long begins = Math.max(nowNanos, lineBusyUntilNanos);
      if ((begins - nowNanos) / nanosPerByte > settings.queueBytes) {
        counts.overflowed.incrementAndGet();
        return;
      }
      leaves = begins + (long) (datagram.length * nanosPerByte);
      lineBusyUntilNanos = leaves;
    }
    flying.add(new Flying(datagram, leaves + settings.oneWayDelay.toNanos()));
  }

  /** The next datagram due for delivery, or null. */
  byte[] arrived(long nowNanos) {
    Flying first = flying.peek();
    if (first == null || first.dueNanos - nowNanos > 0) {
      return null;
    }
    flying.remove();
    counts.delivered.incrementAndGet();
    counts.bytes.addAndGet(first.datagram.length);
    return first.datagram;
  }

  /** Nanoseconds until the next delivery, -1 if there is none. */
  long waitNanos(long nowNanos) {
    Flying first = flying.peek();
    return first == null ? -1 : Math.max(0, first.dueNanos - nowNanos);
  }
}
