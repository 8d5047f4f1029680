package dev.sluice.bench.fresh;

import dev.sluice.bench.viewer.SwarmCounters;
import org.HdrHistogram.Histogram;

/**
 * A span of time of a crowd.
 *
 * @param seconds duration
 * @param cpuNanos user and system time of the server
 * @param totals received by all viewers in the span
 * @param delayNanos from the scheduled sending of a picture's last byte to its last packet
 *     received, once all viewers have joined
 */
record Slice(double seconds, long cpuNanos, SwarmCounters.Totals totals, Histogram delayNanos) {
  double cpuMillisPerSecond() {
    return cpuNanos / 1e6 / seconds;
  }

  double delayMillis(double percentile) {
    return delayNanos.getTotalCount() == 0
        ? Double.NaN
        : delayNanos.getValueAtPercentile(percentile) / 1e6;
  }

  /** This span and the next one as one. */
  Slice and(Slice next) {
    Histogram both = delayNanos.copy();
    both.add(next.delayNanos);
    return new Slice(
        seconds + next.seconds, cpuNanos + next.cpuNanos, totals.and(next.totals), both);
  }
}
