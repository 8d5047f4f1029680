package dev.sluice.bench.report;

import dev.sluice.bench.viewer.SwarmCounters;
import org.HdrHistogram.Histogram;

/**
 * A span of time with a constant number of viewers.
 *
 * @param subject name of the server
 * @param viewers number of viewers
 * @param seconds duration of the span
 * @param totals received by all viewers in the span
 * @param cpuNanos user and system time of the server's process
 * @param harnessCpuNanos user and system time of viewers and pusher together
 * @param allocatedBytes by the server, 0 if unknown
 * @param missingPictures pictures due in the span that at least one viewer did not get whole
 * @param delayNanos from the scheduled sending of a picture's last byte to its last packet received
 */
public record HoldResult(
    String subject,
    int viewers,
    double seconds,
    SwarmCounters.Totals totals,
    long cpuNanos,
    long harnessCpuNanos,
    long allocatedBytes,
    long missingPictures,
    Histogram delayNanos) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** CPU time of the server. */
  public Span span() {
    return new Span(seconds, totals.packets(), cpuNanos);
  }

  /** CPU time of the server per packet received by a viewer. */
  public double cpuMicrosPerPacket() {
    return cpuNanos / 1e3 / totals.packets();
  }

  /** CPU time of the server per viewer and second. */
  public double cpuMillisPerViewerSecond() {
    return cpuNanos / NANOS_PER_MILLI / viewers / seconds;
  }

  /** The server's share of one core. */
  public double cpuPercent() {
    return cpuNanos / 1e7 / seconds;
  }

  /** The share of viewers and pusher of one core. */
  public double harnessCpuPercent() {
    return harnessCpuNanos / 1e7 / seconds;
  }

  /** Mean size of a packet, header and tag included. */
  public double bytesPerPacket() {
    return (double) totals.bytes() / totals.packets();
  }

  /** Bytes allocated by the server per packet. */
  public double allocatedBytesPerPacket() {
    return (double) allocatedBytes / totals.packets();
  }

  /** A percentile of the delay. */
  public double delayMillis(double percentile) {
    return delayNanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }

  /** True if every viewer received everything, in order and authentic. */
  public boolean valid() {
    return totals.packets() > 0 && totals.clean() && missingPictures == 0;
  }
}
