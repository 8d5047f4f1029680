package dev.sluice.bench.report;

/**
 * The set-up cost of a viewer.
 *
 * @param subject name of the server
 * @param viewers number of viewers that joined at once
 * @param setupCpuMillis CPU time from the offer to the first packet
 */
public record ViewerCost(String subject, int viewers, double setupCpuMillis) {
  /**
   * CPU time per joining viewer, less the time for the packets sent in the same span. Two other
   * spans give the cost of packets: a constant for the stream and a cost per packet.
   *
   * @param viewers number of viewers that joined
   * @param one a span with one viewer
   * @param crowd a span with many viewers
   * @param coming the span in which the viewers joined
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
