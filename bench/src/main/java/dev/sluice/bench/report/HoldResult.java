package dev.sluice.bench.report;

import dev.sluice.bench.viewer.SwarmCounters;
import org.HdrHistogram.Histogram;

/**
 * A span of time with a constant count of viewers.
 *
 * @param subject which server
 * @param viewers connected all the time
 * @param seconds how long
 * @param totals what all of them received in it
 * @param cpuNanos user and system time of the server's process
 * @param harnessCpuNanos the same of viewers and pusher together
 * @param allocatedBytes by the server, 0 where that is not known
 * @param missingPictures pictures due in it that some viewer did not get whole
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

  /** Its CPU time. */
  public Span span() {
    return new Span(seconds, totals.packets(), cpuNanos);
  }

  /** CPU time of the server for each packet that a viewer received. */
  public double cpuMicrosPerPacket() {
    return cpuNanos / 1e3 / totals.packets();
  }

  /** CPU time of the server for one viewer and second. */
  public double cpuMillisPerViewerSecond() {
    return cpuNanos / NANOS_PER_MILLI / viewers / seconds;
  }

  /** Share of one core. */
  public double cpuPercent() {
    return cpuNanos / 1e7 / seconds;
  }

  /** Share of one core that viewers and pusher took. */
  public double harnessCpuPercent() {
    return harnessCpuNanos / 1e7 / seconds;
  }

  /** Mean size of a packet, header and tag included. */
  public double bytesPerPacket() {
    return (double) totals.bytes() / totals.packets();
  }

  /** What the server's garbage collector has to clean up. */
  public double allocatedBytesPerPacket() {
    return (double) allocatedBytes / totals.packets();
  }

  /** A percentile of the delay. */
  public double delayMillis(double percentile) {
    return delayNanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }

  /** Whether every viewer received everything, in order and authentic. */
  public boolean valid() {
    return totals.packets() > 0 && totals.clean() && missingPictures == 0;
  }
}
