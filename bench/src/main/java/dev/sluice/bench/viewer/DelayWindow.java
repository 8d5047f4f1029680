package dev.sluice.bench.viewer;

import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Delays of the pictures due in spans of time of one length. Written by the reactor's thread. */
public final class DelayWindow {
  private static final int DIGITS = 3;

  private final long fromNanos;
  private final long beginNanos;
  private final long spanNanos;
  private final List<Histogram> delayNanos;

  /** A window that records nothing. */
  static DelayWindow none() {
    return new DelayWindow(Long.MAX_VALUE, 0, 1, 1);
  }

  /**
   * @param fromNanos pictures due earlier are not recorded
   * @param beginNanos begin of the first span
   * @param spanNanos length of a span
   * @param spans number of spans
   */
  DelayWindow(long fromNanos, long beginNanos, long spanNanos, int spans) {
    this.fromNanos = fromNanos;
    this.beginNanos = beginNanos;
    this.spanNanos = spanNanos;
    this.delayNanos = Stream.generate(() -> new Histogram(DIGITS)).limit(spans).toList();
  }

  void record(long dueNanos, long arrivedNanos) {
    long span = Math.floorDiv(dueNanos - beginNanos, spanNanos);
    if (dueNanos >= fromNanos && span >= 0 && span < delayNanos.size()) {
      delayNanos.get((int) span).recordValue(Math.max(0, arrivedNanos - dueNanos));
    }
  }

  /** Delays from the scheduled sending of a picture's last byte to its last packet received. */
  public Histogram delayNanos() {
    return delayNanos.getFirst();
  }

  /** The same for each span, in order of time. */
  public List<Histogram> spans() {
    return delayNanos;
  }
}
