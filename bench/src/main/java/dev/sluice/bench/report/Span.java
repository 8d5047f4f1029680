package dev.sluice.bench.report;

/**
 * The work of a server in a span of time.
 *
 * @param seconds duration
 * @param packets received by its viewers
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
