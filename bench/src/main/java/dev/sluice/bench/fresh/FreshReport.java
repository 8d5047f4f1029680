package dev.sluice.bench.fresh;

import static dev.sluice.bench.report.Spread.number;

import dev.sluice.bench.report.Figure;
import dev.sluice.bench.report.Figure.Verdict;
import dev.sluice.bench.report.Spread;
import dev.sluice.bench.server.Contender;
import dev.sluice.bench.server.Startup;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The results of all rounds of {@code bench fresh}, as Markdown. */
final class FreshReport {
  private static final double MIB = 1 << 20;

  private final List<FreshResult> results = new ArrayList<>();
  private final List<Startup> startsOnAllCores = new ArrayList<>();
  private double idleMiB = Double.NaN;
  private int idleSeconds;

  void add(FreshResult result) {
    results.add(result);
  }

  void addStartOnAllCores(Startup startup) {
    startsOnAllCores.add(startup);
  }

  void idle(int seconds, long residentBytes) {
    idleSeconds = seconds;
    idleMiB = residentBytes / MIB;
  }

  /** The figures with their marks. */
  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        figure(
            "CPU of the first 10 s against steady state",
            2,
            1.2,
            ours(FreshResult::firstToSteady),
            "x",
            FreshResult::firstToSteady));
    double peer = of(Contender.PEER, result -> result.first().cpuMillisPerSecond()).median();
    double toPeer = ours(result -> result.first().cpuMillisPerSecond()).median() / peer;
    figures.add(
        new Figure(
            "the same against the peer's first 10 s",
            "1/1.5",
            "1/3",
            Double.isNaN(toPeer) ? "not measured" : "1/" + number(1 / toPeer),
            Verdict.atMost(toPeer, 1 / 1.5, 1 / 3.0)));
    figures.add(
        figure(
            "delay of pictures in the first 10 s, p99",
            30,
            10,
            ours(result -> result.first().delayMillis(99)),
            "ms",
            result -> result.first().delayMillis(99)));
    figures.add(
        figure(
            "set-up of the first viewers, CPU each",
            5,
            2,
            ours(FreshResult::setupMillis),
            "ms",
            FreshResult::setupMillis));
    figures.add(
        figure(
            "CPU before the first viewer",
            6,
            2,
            ours(result -> result.beforeCpuNanos() / 1e9),
            "s",
            result -> result.beforeCpuNanos() / 1e9));
    figures.addAll(starts());
    return figures;
  }

  private List<Figure> starts() {
    Spread allCores = new Spread(startsOnAllCores.stream().mapToDouble(Startup::seconds));
    return List.of(
        figure(
            "start to ready on one core",
            2.5,
            1.2,
            ours(result -> result.startup().seconds()),
            "s",
            result -> result.startup().seconds()),
        new Figure(
            "the same on all cores",
            "0.80 s",
            "0.50 s",
            allCores.text("s"),
            Verdict.atMost(allCores.median(), 0.8, 0.5)),
        figure(
            "resident memory when ready",
            120,
            90,
            ours(result -> result.startup().residentBytes() / MIB),
            "MiB",
            result -> result.startup().residentBytes() / MIB),
        new Figure(
            "the same after %d idle seconds".formatted(idleSeconds),
            "120 MiB",
            "90.0 MiB",
            Double.isNaN(idleMiB) ? "not measured" : number(idleMiB) + " MiB",
            Verdict.atMost(idleMiB, 120, 90)));
  }

  private Figure figure(
      String name,
      double must,
      double goal,
      Spread ours,
      String unit,
      ToDoubleFunction<FreshResult> value) {
    return new Figure(
        name,
        number(must) + " " + unit,
        number(goal) + " " + unit,
        ours.text(unit) + others(value),
        Verdict.atMost(ours.median(), must, goal));
  }

  private String others(ToDoubleFunction<FreshResult> value) {
    return results.stream()
        .map(FreshResult::subject)
        .distinct()
        .filter(subject -> !subject.equals(Contender.SLUICE))
        .map(subject -> "; " + subject + " " + number(of(subject, value).median()))
        .collect(Collectors.joining());
  }

  private Spread ours(ToDoubleFunction<FreshResult> value) {
    return of(Contender.SLUICE, value);
  }

  private Spread of(String subject, ToDoubleFunction<FreshResult> value) {
    return new Spread(
        results.stream().filter(one -> one.subject().equals(subject)).mapToDouble(value));
  }

  /** CPU and delay of each span, the median of the rounds, one column a server. */
  String curve() {
    List<String> subjects = results.stream().map(FreshResult::subject).distinct().toList();
    int spans = results.stream().mapToInt(one -> one.slices().size()).min().orElse(0);
    StringJoiner lines = new StringJoiner("\n");
    lines.add("| seconds after the first offer | " + String.join(" | ", subjects) + " |");
    lines.add("|---|" + "---|".repeat(subjects.size()));
    for (int span = 0; span < spans; span++) {
      StringJoiner cells = new StringJoiner(" | ", "| to " + end(span) + " | ", " |");
      for (String subject : subjects) {
        cells.add(cell(subject, span));
      }
      lines.add(cells.toString());
    }
    return lines.toString();
  }

  private long end(int span) {
    return Math.round(
        results.getFirst().slices().stream().limit(span + 1L).mapToDouble(Slice::seconds).sum());
  }

  private String cell(String subject, int span) {
    return "%s ms/s, %s / %s ms"
        .formatted(
            number(of(subject, one -> one.slices().get(span).cpuMillisPerSecond()).median()),
            number(of(subject, one -> one.slices().get(span).delayMillis(50)).median()),
            number(of(subject, one -> one.slices().get(span).delayMillis(99)).median()));
  }

  /** Packets that viewers missed in all rounds, by server. */
  String lost() {
    return results.stream()
        .collect(
            Collectors.groupingBy(
                FreshResult::subject, TreeMap::new, Collectors.summingLong(FreshResult::lost)))
        .entrySet()
        .stream()
        .map(one -> one.getKey() + " " + one.getValue())
        .collect(Collectors.joining(", ", "Packets lost: ", "."));
  }

  /** All in one line, for the quick benchmark. */
  String line() {
    StringJoiner line = new StringJoiner("; ", "Fresh: ", "");
    figures().stream()
        .filter(figure -> figure.verdict() != Verdict.UNKNOWN)
        .forEach(figure -> line.add(figure.name() + " " + figure.measured()));
    return line.toString();
  }
}
