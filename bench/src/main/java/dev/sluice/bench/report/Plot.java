package dev.sluice.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** A plot of lines and points as SVG. */
final class Plot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 340;
  private static final int LEFT = 62;
  private static final int RIGHT = 16;
  private static final int TOP = 34;
  private static final int BOTTOM = 46;
  private static final String[] COLORS = {"#0b7285", "#e8590c", "#868e96", "#5f3dc4", "#2b8a3e"};

  private final String title;
  private final Axis x;
  private final Axis y;
  private final List<Series> series = new ArrayList<>();

  private record Series(String name, double[] x, double[] y, boolean line) {}

  /**
   * Nothing in it yet.
   *
   * @param x across
   * @param y up
   */
  Plot(String title, Axis x, Axis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  Plot line(String name, double[] xs, double[] ys) {
    return add(new Series(name, xs, ys, true));
  }

  Plot points(String name, double[] xs, double[] ys) {
    return add(new Series(name, xs, ys, false));
  }

  private Plot add(Series one) {
    if (one.x().length > 0) {
      series.add(one);
      x.include(one.x());
      y.include(one.y());
    }
    return this;
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>".formatted(WIDTH, HEIGHT, title));
    text(svg, LEFT, 18, "start", "title", title);
    if (series.isEmpty()) {
      text(svg, WIDTH / 2.0, HEIGHT / 2.0, "middle", "axis", "not measured");
      return svg.append("</svg>").toString();
    }
    axes(svg);
    for (int i = 0; i < series.size(); i++) {
      draw(svg, series.get(i), COLORS[i % COLORS.length]);
      double row = TOP + 14.0 + 16 * i;
      svg.append(
          "<rect x='%d' y='%s' width='10' height='10' fill='%s'/>"
              .formatted(LEFT + 12, at(row - 9), COLORS[i % COLORS.length]));
      text(svg, LEFT + 28, row, "start", "axis", series.get(i).name());
    }
    return svg.append("</svg>").toString();
  }

  private void axes(StringBuilder svg) {
    for (double tick : x.ticks()) {
      double at = across().applyAsDouble(tick);
      grid(svg, at, TOP, at, HEIGHT - BOTTOM);
      text(svg, at, HEIGHT - BOTTOM + 16, "middle", "axis", x.label(tick));
    }
    for (double tick : y.ticks()) {
      double at = up().applyAsDouble(tick);
      grid(svg, LEFT, at, WIDTH - RIGHT, at);
      text(svg, LEFT - 6, at + 4, "end", "axis", y.label(tick));
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "axis", x.name());
    text(svg, WIDTH - RIGHT, 18, "end", "axis", y.name());
  }

  private void draw(StringBuilder svg, Series one, String color) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < one.x().length; i++) {
      String px = at(across().applyAsDouble(one.x()[i]));
      String py = at(up().applyAsDouble(one.y()[i]));
      path.append(i == 0 ? "M" : "L").append(px).append(' ').append(py);
      if (!one.line() || one.x().length < 20) {
        svg.append("<circle cx='%s' cy='%s' r='3' fill='%s'/>".formatted(px, py, color));
      }
    }
    if (one.line()) {
      svg.append("<path d='%s' fill='none' stroke='%s' stroke-width='2'/>".formatted(path, color));
    }
  }

  private DoubleUnaryOperator across() {
    return value -> LEFT + x.position(value) * (WIDTH - LEFT - RIGHT);
  }

  private DoubleUnaryOperator up() {
    return value -> HEIGHT - BOTTOM - y.position(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static void grid(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        "<line class='grid' x1='%s' y1='%s' x2='%s' y2='%s'/>"
            .formatted(at(x1), at(y1), at(x2), at(y2)));
  }

  private static void text(
      StringBuilder svg, double atX, double atY, String anchor, String kind, String text) {
    svg.append(
        "<text class='%s' x='%s' y='%s' text-anchor='%s'>%s</text>"
            .formatted(kind, at(atX), at(atY), anchor, text));
  }

  private static String at(double pixels) {
    return String.format(Locale.ROOT, "%.1f", pixels);
  }
}
