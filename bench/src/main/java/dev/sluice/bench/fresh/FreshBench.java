package dev.sluice.bench.fresh;

import dev.sluice.bench.options.BenchCommand;
import dev.sluice.bench.options.BenchOptions;
import dev.sluice.bench.report.Machine;
import dev.sluice.bench.report.TextReport;
import dev.sluice.bench.server.Contender;
import dev.sluice.bench.server.Cores;
import dev.sluice.bench.server.Server;
import dev.sluice.bench.server.Workplace;
import dev.sluice.bench.stream.Pause;
import dev.sluice.bench.stream.TsMaterial;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The cost of a process from its start on, with a crowd of viewers. Each round has a new process of
 * each server, without any warm-up.
 */
public final class FreshBench {
  private static final BenchCommand COMMAND =
      new BenchCommand(
              "fresh", "Measures a process of each server from its start on, with many viewers.")
          .number("rounds", 3, "processes of each server")
          .number("seconds", 90, "seconds for which viewers watch")
          .number("viewers", 100, "viewers of a process")
          .number("idle", 300, "seconds without viewers; 0 for none")
          .number("line", 0, "1 for one line instead of tables")
          .file("mediamtx", "a binary of MediaMTX, measured too");

  private final BenchOptions options;
  private final List<Contender> contenders;
  private final TsMaterial material;
  private final PrintStream out;
  private final FreshReport report = new FreshReport();
  private final String machine;

  private FreshBench(Path home, BenchOptions options, PrintStream out) throws IOException {
    Workplace place = new Workplace(home);
    this.options = options;
    this.out = out;
    this.machine = Machine.here().line();
    this.contenders = Contender.all(place, List.of(FreshRun.STREAM), options.file("mediamtx"));
    this.material = TsMaterial.read(place.material(2, FreshRun.materialSeconds(seconds(options))));
  }

  private static int seconds(BenchOptions options) {
    return options.number("seconds");
  }

  /**
   * Called by the launcher.
   *
   * @param arguments the repository, then the command line
   */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    BenchOptions options = COMMAND.readOrExit(words.subList(1, words.size()));
    if (options.materialSeconds()) {
      System.out.println(FreshRun.materialSeconds(seconds(options)));
      return;
    }
    Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
    new FreshBench(home, options, System.out).run();
  }

  private void run() throws InterruptedException {
    FreshRun run = new FreshRun(material, options.number("viewers"), seconds(options));
    int rounds = options.number("rounds");
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        say("round %d of %d: %s", round, rounds, contender.name());
        attempt(contender, () -> report.add(run.run(contender)));
      }
      attempt(contenders.getFirst(), this::startOnAllCores);
    }
    int idle = options.number("idle");
    if (idle > 0) {
      say("%d s without viewers", idle);
      attempt(contenders.getFirst(), () -> beIdle(idle));
    }
    print();
  }

  private void startOnAllCores() throws IOException, InterruptedException {
    try (Server server = contenders.getFirst().start(Cores.ALL)) {
      report.addStartOnAllCores(server.startup());
    }
  }

  private void beIdle(int seconds) throws IOException, InterruptedException {
    try (Server server = contenders.getFirst().start(Cores.SERVER)) {
      Pause.seconds(seconds);
      report.idle(seconds, server.residentBytes());
    }
  }

  private interface Part {
    void run() throws IOException, InterruptedException;
  }

  /** Runs a part. If it fails, the report lacks its figures. */
  private void attempt(Contender contender, Part part) throws InterruptedException {
    try {
      part.run();
    } catch (IOException e) {
      say("%s failed: %s", contender.name(), e.getMessage());
    }
  }

  private void print() {
    if (options.number("line") > 0) {
      out.println(report.line());
      return;
    }
    out.println();
    out.println(TextReport.table(report.figures()));
    out.println();
    out.println(report.curve());
    out.println();
    out.println("- " + report.lost());
    out.println("- " + machine + ".");
  }

  private void say(String what, Object... arguments) {
    if (options.number("line") == 0) {
      out.println(what.formatted(arguments));
    }
  }
}
