package dev.sluice.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plot of lines and points as SVG. The page's style sheet has one colour per server. */
final class Plot {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 350;
  private static final int LEFT = 52;
  private static final int RIGHT = 18;
  private static final int TOP = 50;
  private static final int BOTTOM = 42;
  private static final int LEGEND_AT = 16;
  private static final double LEGEND_GAP = 28;
  private static final double LEGEND_CHARACTER = 6.4;

  private final Axis x;
  private final Axis y;
  private final List<Series> series = new ArrayList<>();

  /** The style of a series. */
  enum Mark {
    LINE,
    DASHES,
    POINTS
  }

  private record Point(double x, double y) {}

  private record Series(String name, String subject, Mark mark, List<Point> points) {}

  /**
   * Creates an empty plot.
   *
   * @param x the horizontal axis
   * @param y the vertical axis
   */
  Plot(Axis x, Axis y) {
    this.x = x;
    this.y = y;
  }

  /**
   * Adds a series; values off the axes are left out.
   *
   * @param subject name of the server, which determines the colour
   */
  Plot add(String name, String subject, Mark mark, double[] xs, double[] ys) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < xs.length; i++) {
      if (x.shows(xs[i]) && y.shows(ys[i])) {
        points.add(new Point(xs[i], ys[i]));
        x.include(xs[i]);
        y.include(ys[i]);
      }
    }
    if (!points.isEmpty()) {
      series.add(new Series(name, subject, mark, points));
    }
    return this;
  }

  boolean isEmpty() {
    return series.isEmpty();
  }

  String svg(String title) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>".formatted(WIDTH, HEIGHT, title));
    if (isEmpty()) {
      text(svg, WIDTH / 2.0, HEIGHT / 2.0, "middle", "not measured");
      return svg.append("</svg>").toString();
    }
    axes(svg);
    series.forEach(one -> draw(svg, one));
    legend(svg);
    return svg.append("</svg>").toString();
  }

  private void axes(StringBuilder svg) {
    for (double tick : x.ticks()) {
      double at = across(tick);
      grid(svg, at, TOP, at, HEIGHT - BOTTOM);
      text(svg, at, HEIGHT - BOTTOM + 17, "middle", x.label(tick));
    }
    for (double tick : y.ticks()) {
      double at = up(tick);
      grid(svg, LEFT, at, WIDTH - RIGHT, at);
      text(svg, LEFT - 7, at + 4, "end", y.label(tick));
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "middle", x.name());
    text(svg, 4, TOP - 13, "start", y.name());
  }

  private void draw(StringBuilder svg, Series one) {
    svg.append("<g class='").append(one.subject()).append("'>");
    if (one.mark() != Mark.POINTS) {
      StringBuilder path = new StringBuilder();
      for (Point point : one.points()) {
        path.append(path.isEmpty() ? "M" : "L");
        path.append(at(across(point.x()))).append(' ').append(at(up(point.y())));
      }
      String kind = one.mark() == Mark.DASHES ? "dashes" : "line";
      svg.append("<path class='%s' d='%s'/>".formatted(kind, path));
    }
    if (one.mark() != Mark.DASHES) {
      String kind = one.mark() == Mark.POINTS ? "point" : "knot";
      for (Point point : one.points()) {
        svg.append(
            "<circle class='%s' cx='%s' cy='%s' r='3.5'><title>%s: %s, %s</title></circle>"
                .formatted(
                    kind,
                    at(across(point.x())),
                    at(up(point.y())),
                    one.name(),
                    x.label(point.x()),
                    Spread.number(point.y())));
      }
    }
    svg.append("</g>");
  }

  /** The legend, in a row above the plot. */
  private void legend(StringBuilder svg) {
    double edge = 8;
    for (Series one : series) {
      String kind = one.mark() == Mark.POINTS ? "point" : "knot";
      svg.append(
          "<g class='%s'><circle class='%s' cx='%s' cy='%d' r='4'/></g>"
              .formatted(one.subject(), kind, at(edge), LEGEND_AT - 4));
      text(svg, edge + 9, LEGEND_AT, "start", one.name());
      edge += LEGEND_GAP + LEGEND_CHARACTER * one.name().length();
    }
  }

  private double across(double value) {
    return LEFT + x.position(value) * (WIDTH - LEFT - RIGHT);
  }

  private double up(double value) {
    return HEIGHT - BOTTOM - y.position(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static void grid(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        "<line class='grid' x1='%s' y1='%s' x2='%s' y2='%s'/>"
            .formatted(at(x1), at(y1), at(x2), at(y2)));
  }

  private static void text(StringBuilder svg, double atX, double atY, String anchor, String text) {
    svg.append(
        "<text x='%s' y='%s' text-anchor='%s'>%s</text>".formatted(at(atX), at(atY), anchor, text));
  }

  private static String at(double pixels) {
    return String.format(Locale.ROOT, "%.1f", pixels);
  }
}
