package dev.sluice.bench.report;

/**
 * The least-squares line through points.
 *
 * @param slope of the line
 * @param intercept value at x = 0
 * @param rSquared share of the variance explained by the line
 */
public record Line(double slope, double intercept, double rSquared) {
  /** Fits a line through at least two points. */
  public static Line through(double[] x, double[] y) {
    int n = x.length;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < n; i++) {
      sumX += x[i];
      sumY += y[i];
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < n; i++) {
      double dx = x[i] - sumX / n;
      double dy = y[i] - sumY / n;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
    double slope = xy / xx;
    return new Line(slope, (sumY - slope * sumX) / n, xy * xy / (xx * yy));
  }
}
