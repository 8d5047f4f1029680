package dev.sluice.bench.report;

/**
 * What one viewer more costs.
 *
 * @param subject which server
 * @param viewers how many came at once
 * @param setupCpuMillis CPU time from the offer to the first packet
 */
public record ViewerCost(String subject, int viewers, double setupCpuMillis) {
  /**
   * CPU time for each viewer that comes, without that for the packets that flow meanwhile. What
   * these cost is known from two other spans: a share for the stream and one for each packet.
   *
   * @param viewers how many came
   * @param one a span with one viewer
   * @param crowd a span with many
   * @param coming the span in which they came
   */
  public static ViewerCost of(String subject, int viewers, Span one, Span crowd, Span coming) {
    double packetNanos =
        (crowd.cpuNanosPerSecond() - one.cpuNanosPerSecond())
            / (crowd.packetsPerSecond() - one.packetsPerSecond());
    double streamNanosPerSecond = one.cpuNanosPerSecond() - packetNanos * one.packetsPerSecond();
    double flowing = packetNanos * coming.packets() + streamNanosPerSecond * coming.seconds();
    return new ViewerCost(subject, viewers, (coming.cpuNanos() - flowing) / 1e6 / viewers);
  }
}
