package dev.sluice.bench.fresh;

import dev.sluice.bench.report.Spread;
import dev.sluice.bench.server.Startup;
import java.util.List;

/**
 * The first minutes of one process.
 *
 * @param subject name of the server
 * @param startup cost of its start
 * @param beforeCpuNanos user and system time until the first viewer's offer
 * @param viewers number of viewers that came
 * @param coming from the first offer until each viewer had a whole key picture
 * @param slices spans of one length, the first one begins with the first offer
 */
record FreshResult(
    String subject,
    Startup startup,
    long beforeCpuNanos,
    int viewers,
    Slice coming,
    List<Slice> slices) {
  private static final double FIRST_SECONDS = 10;
  private static final int STEADY_SHARE = 3;

  /** The first ten seconds. */
  Slice first() {
    Slice first = slices.getFirst();
    for (int i = 1; i < slices.size() && first.seconds() + 1 < FIRST_SECONDS; i++) {
      first = first.and(slices.get(i));
    }
    return first;
  }

  /** CPU milliseconds a second in the last third of the spans, the median. */
  double steadyMillisPerSecond() {
    return new Spread(steady().stream().mapToDouble(Slice::cpuMillisPerSecond)).median();
  }

  private List<Slice> steady() {
    return slices.subList(slices.size() - Math.ceilDiv(slices.size(), STEADY_SHARE), slices.size());
  }

  /** CPU of the first ten seconds against steady state. */
  double firstToSteady() {
    return first().cpuMillisPerSecond() / steadyMillisPerSecond();
  }

  /**
   * CPU time of the set-up of a viewer: that of the time in which they came, less the packets sent
   * in it at the cost of steady state.
   */
  double setupMillis() {
    long cpuNanos = steady().stream().mapToLong(Slice::cpuNanos).sum();
    long packets = steady().stream().mapToLong(slice -> slice.totals().packets()).sum();
    double media = coming.totals().packets() * (double) cpuNanos / packets;
    return (coming.cpuNanos() - media) / 1e6 / viewers;
  }

  /** Packets that viewers missed. */
  long lost() {
    return slices.stream().mapToLong(slice -> slice.totals().lost()).sum();
  }
}
