package dev.sluice.bench.fresh;

import dev.sluice.bench.report.Machine;
import dev.sluice.bench.report.TextReport;
import dev.sluice.bench.server.Contender;
import dev.sluice.bench.server.Workplace;
import dev.sluice.bench.stream.TsMaterial;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The cost of many streams with one viewer each. Each round has a new process of each server. */
public final class StreamsBench {
  private static final List<String> OPTIONS =
      List.of("rounds", "settle", "seconds", "least", "most", "kilobits", "mediamtx", "line");
  private static final List<Integer> COUNTS = List.of(1, 10, 30, 100);

  private final BenchOptions options;
  private final Workplace place;
  private final PrintStream out;
  private final StreamsReport report = new StreamsReport();

  private StreamsBench(Path home, BenchOptions options, PrintStream out) {
    this.place = new Workplace(home);
    this.options = options;
    this.out = out;
  }

  /**
   * Called by the launcher.
   *
   * @param arguments the repository; {@code --rounds}, seconds to {@code --settle} and measured
   *     {@code --seconds} of each step, the {@code --least} and {@code --most} streams, {@code
   *     --kilobits} a second of their pictures, {@code --mediamtx} for a binary of it, {@code
   *     --line 1} for one line instead of tables; {@code --material-seconds} to print the required
   *     length of the material, and its bit rate if that is not the usual one
   */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    boolean lengthOnly = words.getLast().equals("--material-seconds");
    BenchOptions options =
        BenchOptions.orExit(words.subList(1, words.size() - (lengthOnly ? 1 : 0)), OPTIONS);
    Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
    StreamsBench bench = new StreamsBench(home, options, System.out);
    if (lengthOnly) {
      System.out.println(bench.materialWanted());
    } else {
      bench.run();
    }
  }

  private List<Integer> counts() {
    int least = options.number("least", COUNTS.getFirst());
    int most = options.number("most", COUNTS.getLast());
    return Stream.concat(
            COUNTS.stream().filter(count -> count >= least && count < most), Stream.of(most))
        .toList();
  }

  /** Bit rate of the pictures; 0 for the usual one. */
  private int kilobits() {
    return options.number("kilobits", 0);
  }

  private Path material() {
    return kilobits() == 0
        ? place.material(2, materialSeconds())
        : place.materialOf(kilobits(), materialSeconds());
  }

  private String materialWanted() {
    return kilobits() == 0 ? "" + materialSeconds() : materialSeconds() + " " + kilobits();
  }

  private int settleSeconds() {
    return options.number("settle", 15);
  }

  private int holdSeconds() {
    return options.number("seconds", 10);
  }

  private int materialSeconds() {
    return StreamsRun.materialSeconds(counts(), settleSeconds(), holdSeconds());
  }

  private void run() throws IOException, InterruptedException {
    String machine = Machine.here().line();
    TsMaterial material = TsMaterial.read(material());
    StreamsRun run = new StreamsRun(material, counts(), settleSeconds(), holdSeconds());
    List<String> names = StreamsRun.names(counts().getLast());
    boolean oneLine = options.number("line", 0) > 0;
    int rounds = options.number("rounds", 2);
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : Contender.all(place, names, options.file("mediamtx"))) {
        if (!oneLine) {
          out.println("round %d of %d: %s".formatted(round, rounds, contender.name()));
        }
        try {
          run.run(
              contender,
              result -> {
                report.add(result);
                if (!oneLine) {
                  out.println(
                      "  %d streams: %.2f ms of CPU a stream-second"
                          .formatted(result.streams(), result.cpuMillisPerStreamSecond()));
                }
              });
        } catch (IOException e) {
          out.println(contender.name() + " failed: " + e.getMessage());
        }
      }
    }
    if (oneLine) {
      out.println(report.line());
      return;
    }
    out.println();
    out.println(TextReport.table(report.figures()));
    out.println();
    out.println(report.steps());
    out.println();
    out.println("- " + machine + ".");
  }
}
