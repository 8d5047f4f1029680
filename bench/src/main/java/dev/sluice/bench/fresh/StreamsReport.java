package dev.sluice.bench.fresh;

import static dev.sluice.bench.report.Spread.number;

import dev.sluice.bench.report.Figure;
import dev.sluice.bench.report.Figure.Verdict;
import dev.sluice.bench.report.Spread;
import dev.sluice.bench.server.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The results of all rounds of {@code bench streams}, as Markdown. */
final class StreamsReport {
  private static final int MANY = 30;

  /** As many as one core must carry, at 1 Mbit/s. */
  private static final int MOST = 200;

  private final List<StreamsResult> results = new ArrayList<>();

  void add(StreamsResult result) {
    results.add(result);
  }

  /** The figures with their marks. */
  List<Figure> figures() {
    Spread cpu = of(Contender.SLUICE, MANY, StreamsResult::cpuMillisPerStreamSecond);
    Spread memory = of(Contender.SLUICE, MANY, StreamsResult::mebibytesPerStream);
    double one =
        of(Contender.SLUICE, 1, StreamsResult::cpuMillisPerStreamSecond).median()
            / of(Contender.PEER, 1, StreamsResult::cpuMillisPerStreamSecond).median();
    return List.of(
        new Figure(
            "CPU a stream-second, 30 streams of one viewer",
            "4.00 ms",
            "2.00 ms",
            cpu.text("ms") + others(MANY, StreamsResult::cpuMillisPerStreamSecond),
            Verdict.atMost(cpu.median(), 4, 2)),
        new Figure(
            "memory a stream, 30 streams of one viewer",
            "8.00 MiB",
            "4.00 MiB",
            memory.text("MiB") + others(MANY, StreamsResult::mebibytesPerStream),
            Verdict.atMost(memory.median(), 8, 4)),
        new Figure(
            "CPU of 1 stream with 1 viewer, against the peer",
            "1/2",
            "1/4",
            Double.isNaN(one) ? "not measured" : "1/" + number(1 / one),
            Verdict.atMost(one, 0.5, 0.25)),
        mostFigure());
  }

  private Figure mostFigure() {
    Spread share = of(Contender.SLUICE, MOST, StreamsReport::percentOfCore);
    double lost = of(Contender.SLUICE, MOST, StreamsReport::lost).most();
    return new Figure(
        "CPU of the core, 200 streams of one viewer (--least 200 --most 200 --kilobits 1000)",
        "no loss",
        "50.0 %",
        share.known()
            ? share.text("%")
                + ", "
                + Math.round(lost)
                + " lost"
                + others(MOST, StreamsReport::percentOfCore)
            : "not measured",
        !share.known()
            ? Verdict.UNKNOWN
            : lost > 0 ? Verdict.MISSED : Verdict.atMost(share.median(), 100, 50));
  }

  private static double percentOfCore(StreamsResult result) {
    return result.slice().cpuMillisPerSecond() / 10;
  }

  private static double lost(StreamsResult result) {
    return result.slice().totals().lost();
  }

  private String others(int streams, ToDoubleFunction<StreamsResult> value) {
    return results.stream()
        .map(StreamsResult::subject)
        .distinct()
        .filter(subject -> !subject.equals(Contender.SLUICE))
        .map(subject -> "; " + subject + " " + number(of(subject, streams, value).median()))
        .collect(Collectors.joining());
  }

  private Spread of(String subject, int streams, ToDoubleFunction<StreamsResult> value) {
    return new Spread(
        results.stream()
            .filter(one -> one.subject().equals(subject) && one.streams() == streams)
            .mapToDouble(value));
  }

  /** A row for each number of streams and each server, medians of the rounds. */
  String steps() {
    StringJoiner lines = new StringJoiner("\n");
    lines.add(
        "| streams | server | CPU a stream-second | memory a stream | delay p50 / p99 | lost |");
    lines.add("|---|---|---|---|---|---|");
    for (int streams : results.stream().map(StreamsResult::streams).distinct().sorted().toList()) {
      for (String subject : results.stream().map(StreamsResult::subject).distinct().toList()) {
        if (of(subject, streams, StreamsResult::cpuMillisPerStreamSecond).known()) {
          lines.add(row(subject, streams));
        }
      }
    }
    return lines.toString();
  }

  private String row(String subject, int streams) {
    return "| %d | %s | %s | %s | %s / %s ms | %s |"
        .formatted(
            streams,
            subject,
            of(subject, streams, StreamsResult::cpuMillisPerStreamSecond).text("ms"),
            of(subject, streams, StreamsResult::mebibytesPerStream).text("MiB"),
            number(of(subject, streams, one -> one.slice().delayMillis(50)).median()),
            number(of(subject, streams, one -> one.slice().delayMillis(99)).median()),
            Math.round(of(subject, streams, StreamsReport::lost).most()));
  }

  /** All in one line, for the quick benchmark. */
  String line() {
    StringJoiner line = new StringJoiner("; ", "Streams: ", "");
    figures().stream()
        .filter(figure -> figure.verdict() != Verdict.UNKNOWN)
        .forEach(figure -> line.add(figure.name() + " " + figure.measured()));
    return line.toString();
  }
}
