package dev.sluice.bench.fresh;

import dev.sluice.bench.server.Startup;
import dev.sluice.bench.viewer.SwarmCounters;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Invented results. */
final class Examples {
  static final int VIEWERS = 100;
  private static final int SPAN_SECONDS = 5;
  private static final long PACKETS = 150_000;

  private Examples() {}

  /** A span of five seconds. */
  static Slice slice(double cpuMillisPerSecond, double delayMillis, long lost) {
    Histogram delay = new Histogram(3);
    for (int i = 0; i < 100; i++) {
      delay.recordValue((long) (delayMillis * 1e6));
    }
    return new Slice(
        SPAN_SECONDS,
        (long) (cpuMillisPerSecond * SPAN_SECONDS * 1e6),
        new SwarmCounters.Totals(PACKETS, 1000 * PACKETS, lost, 0, 0, 0, 0, 0),
        delay);
  }

  /** A process whose spans cost as much as given. */
  static FreshResult fresh(String subject, double... cpuMillisPerSecond) {
    List<Slice> slices = new ArrayList<>();
    for (double cpu : cpuMillisPerSecond) {
      slices.add(slice(cpu, 8, 1));
    }
    // One second in which a fifth of a span's packets were sent.
    Slice coming =
        new Slice(
            1,
            1_000_000_000,
            new SwarmCounters.Totals(PACKETS / SPAN_SECONDS, 0, 0, 0, 0, 0, 0, 0),
            new Histogram(3));
    Startup startup = new Startup(2, 1_500_000_000, 100L << 20);
    return new FreshResult(subject, startup, 3_000_000_000L, VIEWERS, coming, slices);
  }
}
