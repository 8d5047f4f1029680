package dev.sluice.bench.report;

/**
 * What a server did in a span of time.
 *
 * @param seconds how long
 * @param packets that its viewers received
 * @param cpuNanos user and system time
 */
public record Span(double seconds, long packets, long cpuNanos) {
  double cpuNanosPerSecond() {
    return cpuNanos / seconds;
  }

  double packetsPerSecond() {
    return packets / seconds;
  }
}
