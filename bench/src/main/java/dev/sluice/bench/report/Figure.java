package dev.sluice.bench.report;

/**
 * A line of the table.
 *
 * @param must what is required, in words
 * @param goal what is aimed at
 * @param measured what it is
 * @param verdict which of the two is met
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

    /** For people. */
    public String text() {
      return text;
    }

    /** For a value that should be small. */
    static Verdict atMost(double value, double must, double goal) {
      if (Double.isNaN(value)) {
        return UNKNOWN;
      }
      return value <= goal ? GOAL : value <= must ? MUST : MISSED;
    }

    /** The worse of two. */
    Verdict and(Verdict other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }
}
