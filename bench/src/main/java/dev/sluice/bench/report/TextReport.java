package dev.sluice.bench.report;

import static dev.sluice.bench.report.Spread.number;

import java.util.List;
import java.util.StringJoiner;

/** The table for terminal and notes, in Markdown. */
public final class TextReport {
  private TextReport() {}

  /** With machine and noise below. */
  public static String table(Results results, List<Figure> figures) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add("| figure | must | goal | measured: median (least–most) | met |");
    lines.add("|---|---|---|---|---|");
    for (Figure figure : figures) {
      lines.add(
          "| %s | %s | %s | %s | %s |"
              .formatted(
                  figure.name(),
                  figure.must(),
                  figure.goal(),
                  figure.measured(),
                  figure.verdict().text()));
    }
    lines.add("");
    lines.add(
        "Plan \"%s\", %.0f s. %s."
            .formatted(results.plan(), results.seconds(), results.machine().line()));
    lines.add(noise(results));
    if (results.voidHolds() > 0) {
      lines.add(
          "%d of %d spans are void: something was lost, late or wrong."
              .formatted(results.voidHolds(), results.holds().size()));
    }
    return lines.toString();
  }

  /** What of a delay is not the server's. */
  static String noise(Results results) {
    return "Noise: the idle core wakes up late by p50 %s / p99 %s ms; the pusher sent late by p50 %s / p99 %s ms."
        .formatted(
            number(results.idleHiccupNanos().getValueAtPercentile(50) / 1e6),
            number(results.idleHiccupNanos().getValueAtPercentile(99) / 1e6),
            number(results.pusherLatenessNanos().getValueAtPercentile(50) / 1e6),
            number(results.pusherLatenessNanos().getValueAtPercentile(99) / 1e6));
  }
}
