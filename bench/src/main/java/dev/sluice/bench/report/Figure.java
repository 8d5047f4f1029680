package dev.sluice.bench.report;

/**
 * A line of the table.
 *
 * @param must the requirement, in words
 * @param goal the goal, in words
 * @param measured the measured value, in words
 * @param verdict the mark that is met
 */
public record Figure(String name, String must, String goal, String measured, Verdict verdict) {
  /** Which mark is met. */
  public enum Verdict {
    GOAL("goal"),
    MUST("must"),
    MISSED("MISSED"),
    UNKNOWN("—");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** The verdict in words. */
    public String text() {
      return text;
    }

    /** The verdict on a value that should be small. */
    public static Verdict atMost(double value, double must, double goal) {
      if (Double.isNaN(value)) {
        return UNKNOWN;
      }
      return value <= goal ? GOAL : value <= must ? MUST : MISSED;
    }

    /** The worse of two verdicts. */
    Verdict and(Verdict other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }
}
