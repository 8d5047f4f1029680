package dev.sluice.bench.report;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** Values of repeated measurements. */
public final class Spread {
  private final double[] sorted;

  /** In any order; what is no number is left out. */
  public Spread(DoubleStream values) {
    sorted = values.filter(Double::isFinite).sorted().toArray();
  }

  /** Whether there is any. */
  public boolean known() {
    return sorted.length > 0;
  }

  /** The one in the middle; not a number if there is none. */
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

  /** In ascending order. */
  public double[] values() {
    return sorted.clone();
  }

  /** The same in another unit. */
  public Spread dividedBy(double unit) {
    return new Spread(DoubleStream.of(sorted).map(value -> value / unit));
  }

  /** The median, and least and most behind it. */
  public String text(String unit) {
    if (sorted.length == 0) {
      return "not measured";
    }
    if (sorted.length == 1) {
      return number(sorted[0]) + " " + unit;
    }
    return "%s %s (%s–%s)".formatted(number(median()), unit, number(least()), number(most()));
  }

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "not measured";
    }
    int digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
