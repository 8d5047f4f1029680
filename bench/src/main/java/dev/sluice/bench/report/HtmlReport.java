package dev.sluice.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** A page that needs nothing but itself. */
public final class HtmlReport {
  private static final String STYLE =
      """
      body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem;
             padding: 0 1rem; color: #212529; background: #fff; }
      table { border-collapse: collapse; width: 100%; }
      td, th { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #dee2e6;
               vertical-align: top; }
      .goal { color: #2b8a3e; font-weight: 600 } .must { color: #0b7285; font-weight: 600 }
      .MISSED { color: #c92a2a; font-weight: 600 }
      .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(26rem, 1fr));
               gap: 1.5rem; margin-top: 2rem; }
      svg .title { font-size: 15px; font-weight: 600 } svg .axis { font-size: 11px; fill: #495057 }
      svg .grid { stroke: #e9ecef }
      """;

  private final Results results;

  private HtmlReport(Results results) {
    this.results = results;
  }

  /** Writes the file. */
  public static void write(Results results, List<Figure> figures, Path file) throws IOException {
    Files.writeString(file, new HtmlReport(results).page(figures));
  }

  private String page(List<Figure> figures) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html><html lang='en'><meta charset='utf-8'>")
        .append("<meta name='viewport' content='width=device-width'>")
        .append("<title>Sluice: benchmark</title><style>")
        .append(STYLE)
        .append("</style><h1>Benchmark, plan ")
        .append(escape(results.plan()))
        .append("</h1><p>")
        .append(escape(results.machine().line()))
        .append("</p><p>")
        .append(escape(TextReport.noise(results)))
        .append("</p><table><tr><th>figure<th>must<th>goal<th>measured<th>met</tr>");
    figures.forEach(figure -> page.append(row(figure)));
    page.append("</table><div class='plots'>");
    for (Plot plot : plots()) {
      page.append("<div>").append(plot.svg()).append("</div>");
    }
    return page.append("</div></html>\n").toString();
  }

  private static String row(Figure figure) {
    return "<tr><td>%s<td>%s<td>%s<td>%s<td class='%s'>%s</tr>"
        .formatted(
            escape(figure.name()),
            escape(figure.must()),
            escape(figure.goal()),
            escape(figure.measured()),
            figure.verdict().text(),
            figure.verdict().text());
  }

  private List<Plot> plots() {
    return List.of(
        cost("CPU per packet", "us", HoldResult::cpuMicrosPerPacket)
            .points(
                "C reference",
                results.floors().stream().mapToDouble(FloorResult::viewers).toArray(),
                results.floors().stream().mapToDouble(FloorResult::cpuMicrosPerPacket).toArray()),
        cost("CPU per viewer-second", "ms", HoldResult::cpuMillisPerViewerSecond),
        percentiles(1),
        percentiles(results.crowd()),
        joins(2),
        joins(10));
  }

  private Plot cost(String title, String unit, ToDoubleFunction<HoldResult> figure) {
    Plot plot =
        new Plot(title, Axis.logarithmic("viewers"), Axis.logarithmic(unit))
            .line("sluice, one process", viewers(results.scale()), values(results.scale(), figure));
    for (String subject : List.of("sluice", "peer")) {
      List<HoldResult> holds = of(subject);
      plot.points(subject + ", rounds", viewers(holds), values(holds, figure));
    }
    return plot;
  }

  private Plot percentiles(int viewers) {
    Plot plot =
        new Plot(
            "Frame delay, " + viewers + (viewers == 1 ? " viewer" : " viewers"),
            Axis.logarithmic("one picture of so many is later"),
            Axis.logarithmic("ms"));
    for (String subject : List.of("sluice", "peer")) {
      Histogram all = new Histogram(3);
      of(subject).stream()
          .filter(hold -> hold.viewers() == viewers)
          .forEach(hold -> all.add(hold.delayNanos()));
      plot.line(subject, oneOf(all), delays(all));
    }
    return plot;
  }

  private static double[] oneOf(Histogram delays) {
    int steps = steps(delays);
    double[] oneOf = new double[steps];
    for (int i = 0; i < steps; i++) {
      oneOf[i] = Math.pow(2, i + 1);
    }
    return oneOf;
  }

  private static double[] delays(Histogram delays) {
    double[] oneOf = oneOf(delays);
    double[] millis = new double[oneOf.length];
    for (int i = 0; i < oneOf.length; i++) {
      millis[i] = delays.getValueAtPercentile(100 - 100 / oneOf[i]) / 1e6;
    }
    return millis;
  }

  /** As far as there are pictures. */
  private static int steps(Histogram delays) {
    long count = delays.getTotalCount();
    return count < 2 ? 0 : 63 - Long.numberOfLeadingZeros(count);
  }

  private Plot joins(int gopSeconds) {
    Plot plot =
        new Plot(
            "POST to first whole key picture, GOP " + gopSeconds + " s",
            Axis.linear("viewers, the fastest first"),
            Axis.logarithmic("ms"));
    for (String subject : List.of("sluice", "peer")) {
      double[] millis = results.join(subject, gopSeconds, JoinResult::keyPictureMillis).values();
      double[] rank = new double[millis.length];
      for (int i = 0; i < rank.length; i++) {
        rank[i] = i + 1.0;
      }
      plot.points(subject, rank, millis);
    }
    return plot;
  }

  private List<HoldResult> of(String subject) {
    return results.holds().stream()
        .filter(HoldResult::valid)
        .filter(hold -> hold.subject().equals(subject))
        .toList();
  }

  private static double[] viewers(List<HoldResult> holds) {
    return values(holds, HoldResult::viewers);
  }

  private static double[] values(List<HoldResult> holds, ToDoubleFunction<HoldResult> figure) {
    return holds.stream().mapToDouble(figure).toArray();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
