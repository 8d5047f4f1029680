package dev.sluice.bench.report;

/**
 * The straight line with the least squares through points.
 *
 * @param slope of it
 * @param intercept at x = 0
 * @param rSquared share of the variance that it explains
 */
public record Line(double slope, double intercept, double rSquared) {
  /** Through two points or more. */
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
