package dev.sluice.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What a server did before anything was measured: that it is warm shows in that its last viewers
 * cost it no less than those before.
 *
 * @param subject which server
 * @param viewers how many came and went
 * @param failedCrowds crowds of which somebody did not get through
 * @param firstCpuMillis all its CPU time for each viewer of the first tenth of the crowds
 * @param lastCpuMillis the same of the last tenth
 */
public record WarmUpResult(
    String subject, int viewers, int failedCrowds, double firstCpuMillis, double lastCpuMillis) {
  private static final int TENTH = 10;

  /** In one line. */
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

    /** None yet. */
    public Builder(String subject) {
      this.subject = subject;
    }

    /**
     * One crowd more.
     *
     * @param cpuNanos of the server while it came and went
     * @param came whether all got through; else it does not count
     */
    public void crowd(int count, long cpuNanos, boolean came) {
      if (came) {
        viewers += count;
        millisEach.add(cpuNanos / 1e6 / count);
      } else {
        failedCrowds++;
      }
    }

    /** Of all so far. */
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
