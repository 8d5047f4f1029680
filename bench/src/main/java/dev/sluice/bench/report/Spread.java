package dev.sluice.bench.report;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** Values of repeated measurements. */
public final class Spread {
  private final double[] sorted;

  /** Takes values in any order; NaN is left out. */
  public Spread(DoubleStream values) {
    sorted = values.filter(Double::isFinite).sorted().toArray();
  }

  /** True if there is a value. */
  public boolean known() {
    return sorted.length > 0;
  }

  /** The median; NaN if there are no values. */
  public double median() {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The smallest. */
  public double least() {
    return sorted.length == 0 ? Double.NaN : sorted[0];
  }

  /** The largest. */
  public double most() {
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
  }

  /** The values in ascending order. */
  public double[] values() {
    return sorted.clone();
  }

  /** The values divided by this, to convert the unit. */
  public Spread dividedBy(double unit) {
    return new Spread(DoubleStream.of(sorted).map(value -> value / unit));
  }

  /** The median, followed by least and most in parentheses. */
  public String text(String unit) {
    if (sorted.length == 0) {
      return "not measured";
    }
    if (sorted.length == 1) {
      return number(sorted[0]) + " " + unit;
    }
    return "%s %s (%s–%s)".formatted(number(median()), unit, number(least()), number(most()));
  }

  /** A number with three digits or so. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "not measured";
    }
    int digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
