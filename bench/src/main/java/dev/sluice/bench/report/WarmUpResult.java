package dev.sluice.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The warm-up of a server. A server is warm when its last viewers cost as much as those before.
 *
 * @param subject name of the server
 * @param viewers number of viewers that came and went
 * @param failedCrowds crowds with at least one viewer that failed to connect
 * @param firstCpuMillis CPU time per viewer in the first tenth of the crowds
 * @param lastCpuMillis CPU time per viewer in the last tenth
 */
public record WarmUpResult(
    String subject, int viewers, int failedCrowds, double firstCpuMillis, double lastCpuMillis) {
  private static final int TENTH = 10;

  /** A description in one line. */
  public String line() {
    return "%s %d viewers, %s -> %s ms of CPU each%s"
        .formatted(
            subject,
            viewers,
            Spread.number(firstCpuMillis),
            Spread.number(lastCpuMillis),
            failedCrowds == 0 ? "" : ", " + failedCrowds + " crowds failed");
  }

  /** Collects crowds. */
  public static final class Builder {
    private final String subject;
    private final List<Double> millisEach = new ArrayList<>();
    private int viewers;
    private int failedCrowds;

    /** Creates an empty collector. */
    public Builder(String subject) {
      this.subject = subject;
    }

    /**
     * Adds a crowd.
     *
     * @param cpuNanos CPU time of the server while the crowd came and went
     * @param came true if all viewers connected; otherwise the crowd does not count
     */
    public void crowd(int count, long cpuNanos, boolean came) {
      if (came) {
        viewers += count;
        millisEach.add(cpuNanos / 1e6 / count);
      } else {
        failedCrowds++;
      }
    }

    /** The result of all crowds so far. */
    public WarmUpResult build() {
      int tenth = Math.ceilDiv(millisEach.size(), TENTH);
      return new WarmUpResult(
          subject,
          viewers,
          failedCrowds,
          mean(millisEach.subList(0, tenth)),
          mean(millisEach.subList(millisEach.size() - tenth, millisEach.size())));
    }

    private static double mean(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
  }
}
