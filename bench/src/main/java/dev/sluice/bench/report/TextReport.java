package dev.sluice.bench.report;

import static dev.sluice.bench.report.Spread.number;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

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
    lines.add(headline(results));
    notes(results).forEach(lines::add);
    return lines.toString();
  }

  /** Plan and machine. */
  static String headline(Results results) {
    return "Plan \"%s\", %.0f s. %s."
        .formatted(results.plan(), results.seconds(), results.machine().line());
  }

  /** What is to be known before the figures are believed. */
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

  /** Ratios hold only where all send packets of one size. */
  static String sizes(Results results) {
    StringJoiner sizes = new StringJoiner(", ", "Mean packet: ", ".");
    for (String subject : results.subjects()) {
      Spread bytes = results.hold(subject, results.crowd(), HoldResult::bytesPerPacket);
      sizes.add(subject + " " + bytes.text("B"));
    }
    return sizes.add("C reference " + results.floorBytes().text("B")).toString();
  }

  /** What came before everything. */
  static String warmUp(Results results) {
    return results.warmUps().stream()
        .map(WarmUpResult::line)
        .collect(Collectors.joining("; ", "Warmed up with: ", "."));
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
