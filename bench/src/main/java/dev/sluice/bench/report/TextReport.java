package dev.sluice.bench.report;

import static dev.sluice.bench.report.Spread.number;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The report as Markdown, for the terminal and for RESULTS.md. */
public final class TextReport {
  private TextReport() {}

  /** The table of figures, followed by a list with plan, machine and noise. */
  public static String table(Results results, List<Figure> figures) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add(table(figures));
    lines.add("");
    lines.add("- " + headline(results));
    notes(results).forEach(note -> lines.add("- " + note));
    return lines.toString();
  }

  /** The table of figures. */
  public static String table(List<Figure> figures) {
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
    return lines.toString();
  }

  /** The plan, its duration and the machine. */
  static String headline(Results results) {
    return "Plan \"%s\", %.0f s. %s."
        .formatted(results.plan(), results.seconds(), results.machine().line());
  }

  /** The conditions that limit how far the figures can be trusted. */
  static List<String> notes(Results results) {
    List<String> notes = new ArrayList<>();
    notes.add(noise(results));
    if (!results.holds().isEmpty()) {
      notes.add(sizes(results));
    }
    if (!results.warmUps().isEmpty()) {
      notes.add(warmUp(results));
    }
    if (results.voidHolds() > 0) {
      notes.add(
          "%d of %d spans are void: something was lost, late or wrong."
              .formatted(results.voidHolds(), results.holds().size()));
    }
    return notes;
  }

  /** Mean packet size of each server: ratios hold only if they are alike. */
  static String sizes(Results results) {
    StringJoiner sizes = new StringJoiner(", ", "Mean packet: ", ".");
    for (String subject : results.subjects()) {
      Spread bytes = results.hold(subject, results.crowd(), HoldResult::bytesPerPacket);
      sizes.add(subject + " " + bytes.text("B"));
    }
    return sizes.add("C reference " + results.floorBytes().text("B")).toString();
  }

  /** The viewers that each server had before the measurement, and their cost. */
  static String warmUp(Results results) {
    return results.warmUps().stream()
        .map(WarmUpResult::line)
        .collect(Collectors.joining("; ", "Warmed up with: ", "."));
  }

  /** The part of a delay that is not the server's: the machine's and the pusher's. */
  static String noise(Results results) {
    return "Noise: the idle core wakes up late by p50 %s / p99 %s ms; the pusher sent late by p50 %s / p99 %s ms."
        .formatted(
            number(results.idleHiccupNanos().getValueAtPercentile(50) / 1e6),
            number(results.idleHiccupNanos().getValueAtPercentile(99) / 1e6),
            number(results.pusherLatenessNanos().getValueAtPercentile(50) / 1e6),
            number(results.pusherLatenessNanos().getValueAtPercentile(99) / 1e6));
  }
}
