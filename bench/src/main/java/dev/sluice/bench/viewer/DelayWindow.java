package dev.sluice.bench.viewer;

import org.HdrHistogram.Histogram;

/** Delays of the pictures due in a span of time. Written by the reactor's thread. */
public final class DelayWindow {
  private static final int DIGITS = 3;

  private final long fromNanos;
  private final long toNanos;
  private final Histogram delayNanos = new Histogram(DIGITS);

  /** A window that records nothing. */
  static DelayWindow none() {
    return new DelayWindow(0, 0);
  }

  DelayWindow(long fromNanos, long toNanos) {
    this.fromNanos = fromNanos;
    this.toNanos = toNanos;
  }

  void record(long dueNanos, long arrivedNanos) {
    if (dueNanos >= fromNanos && dueNanos < toNanos) {
      delayNanos.recordValue(Math.max(0, arrivedNanos - dueNanos));
    }
  }

  /** Delays from the scheduled sending of a picture's last byte to its last packet received. */
  public Histogram delayNanos() {
    return delayNanos;
  }
}
