package dev.sluice.bench.report;

import dev.sluice.bench.report.Figure.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The report as a self-contained page. */
public final class HtmlReport {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ground: #f6f7f9; --card: #fff; --ink: #1c2330;
        --soft: #667085; --line: #e4e7ec; --sluice: #0f766e; --peer: #d9480f;
        --floor: #868e96; --good: #2b8a3e; --fair: #1971c2; --bad: #c92a2a; }
      @media (prefers-color-scheme: dark) { :root { --ground: #12161d; --card: #1b212b;
        --ink: #e6e9ef; --soft: #98a2b3; --line: #2d3643; --sluice: #2dd4bf; --peer: #ff922b;
        --floor: #adb5bd; --good: #69db7c; --fair: #74c0fc; --bad: #ff8787; } }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 0; color: var(--ink);
        background: var(--ground); font-variant-numeric: tabular-nums; }
      main { max-width: 74rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
      h1 { font-size: 1.7rem; margin: 0; letter-spacing: -.01em }
      h2 { font-size: .95rem; margin: 0 0 .5rem }
      p { margin: .25rem 0; color: var(--soft) }
      .card { background: var(--card); border: 1px solid var(--line); border-radius: 12px;
        padding: 1rem 1.25rem; margin-top: 1.25rem; overflow-x: auto }
      table { border-collapse: collapse; width: 100% }
      td, th { text-align: left; padding: .5rem .75rem .5rem 0; vertical-align: top }
      tr + tr td { border-top: 1px solid var(--line) }
      th { color: var(--soft); font-size: .8rem; font-weight: 600 }
      td:nth-child(2), td:nth-child(3) { color: var(--soft) }
      td:nth-child(1) { font-weight: 600 } td:last-child { text-align: right; padding-right: 0 }
      .badge { display: inline-block; border-radius: 99px; padding: .05rem .65rem;
        font-size: .8rem; font-weight: 600; border: 1px solid currentColor; white-space: nowrap }
      .goal { color: var(--good) } .must { color: var(--fair) } .missed { color: var(--bad) }
      .unknown { color: var(--soft) }
      .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr));
        gap: 1.25rem; margin-top: 1.25rem } .plots .card { margin: 0 }
      svg { display: block; width: 100%; height: auto }
      svg text { font-size: 12px; fill: var(--soft) } .grid { stroke: var(--line) }
      .sluice { color: var(--sluice) } .peer { color: var(--peer) }
      .floor { color: var(--floor) }
      path { fill: none; stroke: currentColor; stroke-width: 2 }
      .dashes { stroke-dasharray: 5 5; opacity: .55 } .knot { fill: currentColor }
      .point { fill: var(--card); stroke: currentColor; stroke-width: 1.8 }
      """;

  private final Results results;

  private HtmlReport(Results results) {
    this.results = results;
  }

  /** Writes the page. */
  public static void write(Results results, List<Figure> figures, Path file) throws IOException {
    Files.writeString(file, new HtmlReport(results).page(figures));
  }

  private String page(List<Figure> figures) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html><html lang='en'><meta charset='utf-8'>")
        .append("<meta name='viewport' content='width=device-width'>")
        .append("<title>Sluice: benchmark</title><style>")
        .append(STYLE)
        .append("</style><main><h1>Sluice beside others</h1>")
        .append(paragraph(TextReport.headline(results)))
        .append("<div class='card'><table><tr><th>figure<th>must<th>goal")
        .append("<th>measured: median (least–most)<th></tr>");
    figures.forEach(figure -> page.append(row(figure)));
    page.append("</table></div><div class='plots'>");
    Plots.of(results)
        .forEach(
            (title, plot) ->
                page.append(
                    "<div class='card'><h2>%s</h2>%s</div>".formatted(title, plot.svg(title))));
    page.append("</div><div class='card'><h2>Confidence</h2>");
    TextReport.notes(results).forEach(note -> page.append(paragraph(note)));
    return page.append("</div></main></html>\n").toString();
  }

  private static String paragraph(String text) {
    return "<p>" + escape(text) + "</p>";
  }

  private static String row(Figure figure) {
    Verdict verdict = figure.verdict();
    return "<tr><td>%s<td>%s<td>%s<td>%s<td><span class='badge %s'>%s</span></tr>"
        .formatted(
            escape(figure.name()),
            escape(figure.must()),
            escape(figure.goal()),
            escape(figure.measured()),
            verdict.name().toLowerCase(Locale.ROOT),
            verdict.text());
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
