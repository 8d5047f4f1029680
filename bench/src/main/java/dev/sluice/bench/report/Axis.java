package dev.sluice.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One axis of a plot, as long as its values ask for. */
final class Axis {
  private static final int TICKS = 5;

  private final String name;
  private final boolean logarithmic;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  private Axis(String name, boolean logarithmic) {
    this.name = name;
    this.logarithmic = logarithmic;
  }

  /** From zero. */
  static Axis linear(String name) {
    Axis axis = new Axis(name, false);
    axis.least = 0;
    return axis;
  }

  /** In powers of ten. */
  static Axis logarithmic(String name) {
    return new Axis(name, true);
  }

  String name() {
    return name;
  }

  void include(double[] values) {
    for (double value : values) {
      if (Double.isFinite(value) && (!logarithmic || value > 0)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
  }

  /** From 0 at the beginning to 1 at the end. */
  double position(double value) {
    double from = scaled(begin());
    double to = scaled(end());
    return Math.clamp((scaled(Math.max(value, begin())) - from) / (to - from), 0, 1);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double tick = begin(); tick <= end() * 1.001; tick *= 10) {
        ticks.add(tick);
      }
      return ticks;
    }
    for (double tick = 0; tick <= end() * 1.001; tick += step()) {
      ticks.add(tick);
    }
    return ticks;
  }

  String label(double tick) {
    return tick == Math.rint(tick)
        ? String.format(Locale.ROOT, "%.0f", tick)
        : String.format(Locale.ROOT, "%.3f", tick).replaceAll("0+$", "");
  }

  private double begin() {
    return logarithmic ? Math.pow(10, Math.floor(Math.log10(least))) : 0;
  }

  private double end() {
    if (logarithmic) {
      return Math.max(begin() * 10, Math.pow(10, Math.ceil(Math.log10(most))));
    }
    return most <= 0 ? 1 : Math.ceil(most / step()) * step();
  }

  private double step() {
    double rough = Math.max(most, 1e-9) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digits = rough / power;
    return power * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
  }

  private double scaled(double value) {
    return logarithmic ? Math.log10(value) : value;
  }
}
