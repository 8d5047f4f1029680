package dev.sluice.bench.run;

import dev.sluice.bench.options.BenchCommand;
import dev.sluice.bench.options.BenchOptions;
import dev.sluice.bench.report.Figure;
import dev.sluice.bench.report.Figures;
import dev.sluice.bench.report.HtmlReport;
import dev.sluice.bench.report.JoinResult;
import dev.sluice.bench.report.JsonReport;
import dev.sluice.bench.report.Machine;
import dev.sluice.bench.report.Results;
import dev.sluice.bench.report.TextReport;
import dev.sluice.bench.report.WarmUpResult;
import dev.sluice.bench.server.Server;
import dev.sluice.bench.server.Workplace;
import dev.sluice.bench.stream.PacketPattern;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.viewer.ViewerKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Measures the service, the peer and the C reference in one run. */
public final class Bench {
  private static final BenchCommand COMMAND =
      new BenchCommand("", "Measures the service beside a Pion server and a C program.")
          .flag("browser", "viewers use the header extensions and reports of browsers")
          .flag("gro", "the kernel merges datagrams for the viewers")
          .words("plan", Plan.NAMES);

  private static final long HICCUP_STEP_NANOS = 1_000_000;
  private static final int HICCUP_STEPS = 1000;
  // A server compiled ahead of time gets a smaller crowd, since all servers share one core.
  private static final int OTHERS_SHARE = 4;

  private final Workplace place;
  private final Plan plan;
  private final Results results;
  private final TsMaterial gop2;
  private final TsMaterial gop10;
  private final PrintStream out;
  private final Phases phases;

  private Bench(Workplace place, Plan plan, PrintStream out) throws IOException {
    this.place = place;
    this.plan = plan;
    this.out = out;
    this.phases = new Phases(out);
    this.results = new Results(plan.name(), plan.viewers(), Machine.here());
    this.gop2 = TsMaterial.read(place.material(2, plan.materialSeconds()));
    this.gop10 = TsMaterial.read(place.material(10, plan.materialSeconds()));
    new PacketPattern(plan.kind().videoHeaderBytes(), plan.kind().audioHeaderBytes())
        .write(gop2, place.pattern());
  }

  /**
   * Called by the launcher.
   *
   * @param arguments the repository, then the command line
   */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    BenchOptions options = COMMAND.readOrExit(words.subList(1, words.size()));
    Plan plan =
        Plan.named(
            options.words().isEmpty() ? Plan.QUICK : options.words().getLast(),
            new ViewerKind(options.flag("gro"), options.flag("browser")));
    if (options.materialSeconds()) {
      System.out.println(plan.materialSeconds());
      return;
    }
    Workplace place = new Workplace(Path.of(arguments[0]).toAbsolutePath().normalize());
    new Bench(place, plan, System.out).run();
  }

  private void run() throws Exception {
    hiccups();
    try (Subjects subjects = Subjects.start(place)) {
      int servers = subjects.all().size();
      phases.say(
          "plan \"%s\" takes about %.0f s with %d servers",
          plan.name(), plan.seconds(servers), servers);
      phases.attempt("warming up", () -> warmUp(subjects));
      for (int round = 1; round <= plan.rounds(); round++) {
        round(subjects, round);
      }
      phases.begin(servers * plan.joinSeconds(), "joins at random moments");
      for (Server server : subjects.all()) {
        phases.attempt("joins at " + server.name(), () -> joins(server));
      }
      phases.begin(plan.growthSeconds(), "growth: %s viewers", plan.scale());
      phases.attempt("growth", () -> new Growth(plan, gop2, results).run(subjects.sluice()));
    }
    results.took(phases.seconds());
    report();
  }

  /** Warms up all servers at once, without measuring. */
  private void warmUp(Subjects subjects) throws Exception {
    phases.begin(plan.spans().practice(), "waiting until the service is idle");
    WarmUp warmUp = new WarmUp(plan, gop2);
    warmUp.awaitQuiet(subjects.sluice());
    phases.begin(plan.spans().warm(), "warming up with crowds that come and go");
    List<Callable<WarmUpResult>> crowds = new ArrayList<>();
    for (Server server : subjects.all()) {
      boolean learns = server == subjects.sluice();
      int viewers = learns ? plan.viewers() : Math.max(1, plan.viewers() / OTHERS_SHARE);
      crowds.add(() -> warmUp.run(server, viewers));
    }
    for (WarmUpResult result : together(crowds)) {
      results.warmUps().add(result);
      phases.say("  %s", result.line());
    }
  }

  private void round(Subjects subjects, int number) throws InterruptedException {
    double seconds = subjects.all().size() * plan.roundSeconds() + plan.floorSeconds();
    phases.begin(seconds, "round %d of %d", number, plan.rounds());
    for (Server server : subjects.all()) {
      // The service's memory is measured in the growth part, with more viewers.
      boolean memory = server != subjects.sluice();
      phases.attempt(
          "a round of " + server.name(),
          () -> new Round(plan, gop2, results, number).run(server, memory));
    }
    phases.attempt("the C reference", this::floorRound);
  }

  private void floorRound() throws Exception {
    if (Files.isExecutable(place.floor())) {
      new FloorRun(plan, place, results).run();
    }
  }

  /** Measures the wake-up lateness of this idle core. */
  private void hiccups() {
    for (int i = 0; i < HICCUP_STEPS; i++) {
      long due = System.nanoTime() + HICCUP_STEP_NANOS;
      LockSupport.parkNanos(HICCUP_STEP_NANOS);
      results.idleHiccupNanos().recordValue(Math.max(0, System.nanoTime() - due));
    }
  }

  /** Joins on two streams at once. */
  private void joins(Server server) throws Exception {
    List<Callable<List<JoinResult>>> streams =
        List.of(
            () -> new RandomJoins(plan, gop2, 2).run(server),
            () -> new RandomJoins(plan, gop10, 10).run(server));
    together(streams).forEach(results.joins()::addAll);
  }

  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    try (ExecutorService executor =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<T> all = new ArrayList<>();
      for (Future<T> one : executor.invokeAll(tasks)) {
        all.add(one.get());
      }
      return all;
    }
  }

  private void report() throws IOException {
    List<Figure> figures = Figures.of(results);
    Path json = place.target().resolve("results.json");
    Path page = place.target().resolve("results.html");
    JsonReport.write(results, figures, json);
    HtmlReport.write(results, figures, page);
    out.println();
    out.println(TextReport.table(results, figures));
    out.println();
    out.println("all values: " + json);
    out.println("with plots: " + page);
  }
}
