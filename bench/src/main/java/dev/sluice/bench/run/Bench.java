package dev.sluice.bench.run;

import dev.sluice.bench.report.Figure;
import dev.sluice.bench.report.Figures;
import dev.sluice.bench.report.HtmlReport;
import dev.sluice.bench.report.JsonReport;
import dev.sluice.bench.report.Machine;
import dev.sluice.bench.report.Results;
import dev.sluice.bench.report.TextReport;
import dev.sluice.bench.stream.PacketPattern;
import dev.sluice.bench.stream.TsMaterial;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Measures the service, and beside it in the same run a peer and the C reference. */
public final class Bench {
  private static final long HICCUP_STEP_NANOS = 1_000_000;
  private static final int HICCUP_STEPS = 1000;
  private static final double JOINS_GOP2_SECONDS = 8;
  private static final double JOINS_GOP10_SECONDS = 10;

  private final Workplace place;
  private final Plan plan;
  private final Results results;
  private final TsMaterial gop2;
  private final TsMaterial gop10;
  private final PrintStream out;

  private Bench(Workplace place, Plan plan, PrintStream out) throws IOException {
    this.place = place;
    this.plan = plan;
    this.out = out;
    this.results = new Results(plan.name(), plan.viewers(), Machine.here());
    this.gop2 = TsMaterial.read(place.material(2, plan.materialSeconds()));
    this.gop10 = TsMaterial.read(place.material(10, plan.materialSeconds()));
    PacketPattern.write(gop2, place.pattern());
  }

  /**
   * Called by the launcher.
   *
   * @param arguments the repository; {@code quick}, {@code full} or {@code smoke}; {@code --gro};
   *     or {@code --material-seconds} to be told how long the material must be
   */
  public static void main(String[] arguments) throws Exception {
    Set<String> words = Set.of(arguments);
    Plan plan = Plan.named(words);
    if (words.contains("--material-seconds")) {
      System.out.println(plan.materialSeconds());
      return;
    }
    Workplace place = new Workplace(Path.of(arguments[0]).toAbsolutePath().normalize());
    new Bench(place, words.contains("--gro") ? plan.withGro() : plan, System.out).run();
  }

  private void run() throws Exception {
    long begun = System.nanoTime();
    hiccups();
    try (Subjects subjects = Subjects.start(place)) {
      say("%d s for the service to get warm", plan.warmSeconds());
      attempt("warming up", () -> WarmUp.run(plan, gop2, subjects.sluice()));
      for (int round = 1; round <= plan.rounds(); round++) {
        say("round %d of %d", round, plan.rounds());
        for (Server server : subjects.all()) {
          attempt("a round of " + server.name(), () -> new Round(plan, gop2, results).run(server));
        }
        attempt("the C reference", this::floorRound);
      }
      say("joins at random moments");
      attempt("joins", () -> joins(subjects));
      say("growth: %s viewers", plan.scale());
      attempt("growth", () -> new Growth(plan, gop2, results).run(subjects.sluice()));
    }
    results.took((System.nanoTime() - begun) / 1e9);
    report();
  }

  /** A part of the measurements. */
  private interface Part {
    void measure() throws Exception;
  }

  /** What fails is missing in the report, and the rest is measured all the same. */
  private void attempt(String name, Part part) throws InterruptedException {
    try {
      part.measure();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      say("%s failed: %s", name, e);
    }
  }

  private void floorRound() throws Exception {
    if (Files.isExecutable(place.floor())) {
      new FloorRun(plan, place, results).run();
    }
  }

  /** How late this core wakes up by itself. */
  private void hiccups() {
    for (int i = 0; i < HICCUP_STEPS; i++) {
      long due = System.nanoTime() + HICCUP_STEP_NANOS;
      LockSupport.parkNanos(HICCUP_STEP_NANOS);
      results.idleHiccupNanos().recordValue(Math.max(0, System.nanoTime() - due));
    }
  }

  /** The peer's viewers mostly wait, so all servers are asked at once. */
  private void joins(Subjects subjects) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Results>> running = new ArrayList<>();
      for (Server server : subjects.all()) {
        running.add(executor.submit(() -> joins(server)));
      }
      for (Future<Results> one : running) {
        results.joins().addAll(one.get().joins());
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private Results joins(Server server) throws IOException, InterruptedException {
    Results into = new Results(plan.name(), plan.viewers(), results.machine());
    new RandomJoins(plan, gop2, 2, 1).run(server, into, JOINS_GOP2_SECONDS);
    new RandomJoins(plan, gop10, 10, 2).run(server, into, JOINS_GOP10_SECONDS);
    return into;
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

  private void say(String what, Object... arguments) {
    out.println(what.formatted(arguments));
  }
}
