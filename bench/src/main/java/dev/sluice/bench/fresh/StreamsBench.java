package dev.sluice.bench.fresh;

import dev.sluice.bench.options.BenchCommand;
import dev.sluice.bench.options.BenchOptions;
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
  private static final List<Integer> COUNTS = List.of(1, 10, 30, 100);
  private static final BenchCommand COMMAND =
      new BenchCommand("streams", "Measures 1, 10, 30 and more streams with one viewer each.")
          .number("rounds", 2, "processes of each server")
          .number("settle", 15, "seconds before each step is measured")
          .number("seconds", 10, "seconds for which each step is measured")
          .number("least", COUNTS.getFirst(), "streams of the first step")
          .number("most", COUNTS.getLast(), "streams of the last step")
          .number("kilobits", 0, "bit rate of the pictures in kbit/s; 0 for the usual one")
          .number("line", 0, "1 for one line instead of tables")
          .file("mediamtx", "a binary of MediaMTX, measured too");

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
   * @param arguments the repository, then the command line
   */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    BenchOptions options = COMMAND.readOrExit(words.subList(1, words.size()));
    Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
    StreamsBench bench = new StreamsBench(home, options, System.out);
    if (options.materialSeconds()) {
      System.out.println(bench.materialWanted());
    } else {
      bench.run();
    }
  }

  private List<Integer> counts() {
    int least = options.number("least");
    int most = options.number("most");
    return Stream.concat(
            COUNTS.stream().filter(count -> count >= least && count < most), Stream.of(most))
        .toList();
  }

  /** Bit rate of the pictures; 0 for the usual one. */
  private int kilobits() {
    return options.number("kilobits");
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
    return options.number("settle");
  }

  private int holdSeconds() {
    return options.number("seconds");
  }

  private int materialSeconds() {
    return StreamsRun.materialSeconds(counts(), settleSeconds(), holdSeconds());
  }

  private void run() throws IOException, InterruptedException {
    String machine = Machine.here().line();
    TsMaterial material = TsMaterial.read(material());
    StreamsRun run = new StreamsRun(material, counts(), settleSeconds(), holdSeconds());
    List<String> names = StreamsRun.names(counts().getLast());
    boolean oneLine = options.number("line") > 0;
    int rounds = options.number("rounds");
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
