package dev.sluice.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** One axis of a plot; its range follows from its values. */
final class Axis {
  private static final int TICKS = 5;
  private static final double[] DIGITS = {1, 2, 5};
  // With more decades than this, only powers of ten are ticks.
  private static final double FEW_DECADES = 1.5;
  private static final double ROUNDING = 1.001;

  private final String name;
  private final boolean logarithmic;
  private final DoubleFunction<String> label;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  private Axis(String name, boolean logarithmic, DoubleFunction<String> label) {
    this.name = name;
    this.logarithmic = logarithmic;
    this.label = label;
  }

  /** A linear axis from zero. */
  static Axis linear(String name) {
    return new Axis(name, false, Axis::plain);
  }

  /** A logarithmic axis. */
  static Axis logarithmic(String name) {
    return new Axis(name, true, Axis::plain);
  }

  /** An axis of percentiles: value n is the percentile that one in n values exceeds. */
  static Axis percentiles(String name) {
    return new Axis(name, true, oneOf -> plain(100 - 100 / oneOf) + " %");
  }

  String name() {
    return name;
  }

  boolean shows(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  void include(double value) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }

  /** Position on the axis, from 0 at the beginning to 1 at the end. */
  double position(double value) {
    double from = scaled(begin());
    double to = scaled(end());
    return Math.clamp((scaled(Math.max(value, begin())) - from) / (to - from), 0, 1);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      boolean all = Math.log10(end() / begin()) < FEW_DECADES;
      for (double power = decade(begin()); power <= end() * ROUNDING; power *= 10) {
        for (double digit : all ? DIGITS : new double[] {1}) {
          addBetween(ticks, power * digit);
        }
      }
      return ticks;
    }
    for (double tick = 0; tick <= end() * ROUNDING; tick += step()) {
      ticks.add(tick);
    }
    return ticks;
  }

  private void addBetween(List<Double> ticks, double tick) {
    if (tick >= begin() / ROUNDING && tick <= end() * ROUNDING) {
      ticks.add(tick);
    }
  }

  String label(double tick) {
    return label.apply(tick);
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
  }

  private double begin() {
    if (!logarithmic) {
      return 0;
    }
    double power = decade(least);
    double begin = power;
    for (double digit : DIGITS) {
      begin = power * digit <= least * ROUNDING ? power * digit : begin;
    }
    return begin;
  }

  private double end() {
    if (logarithmic) {
      return Math.max(begin() * 10, ceiling(most));
    }
    return most <= 0 ? 1 : Math.ceil(most / step()) * step();
  }

  /** The next of 1, 2 and 5 in any decade. */
  private static double ceiling(double value) {
    double power = decade(value);
    for (double digit : DIGITS) {
      if (power * digit * ROUNDING >= value) {
        return power * digit;
      }
    }
    return power * 10;
  }

  private static double decade(double value) {
    return Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
  }

  private double step() {
    return ceiling(Math.max(most, 1e-9) / TICKS);
  }

  private double scaled(double value) {
    return logarithmic ? Math.log10(value) : value;
  }
}
