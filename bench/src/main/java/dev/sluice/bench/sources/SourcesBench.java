package dev.sluice.bench.sources;

import dev.sluice.bench.options.BenchCommand;
import dev.sluice.bench.options.BenchOptions;
import dev.sluice.bench.server.Workplace;
import dev.sluice.bench.stream.Pause;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.stream.UnitSender;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CPU of the service for a stream without viewers, by the transport of its source. Each figure is
 * of a fresh process on one core; transports take turns.
 */
public final class SourcesBench {
  private static final BenchCommand COMMAND =
      new BenchCommand(
              "sources", "Measures what a source costs by its transport; all kinds by default.")
          .words("kind of source", SourceKind.names());

  private static final int ROUNDS = 3;
  private static final int STREAMS = 8;

  /**
   * Until the compilers of the JVM are done with most: in the first 15 s they take half the CPU.
   */
  private static final int SETTLE_SECONDS = 35;

  private static final int HOLD_SECONDS = 20;
  private static final int MATERIAL_SECONDS = 66;

  private final Workplace place;
  private final Path file;
  private final TsMaterial material;
  private final PrintStream out;
  private final Map<SourceKind, List<Double>> millis = new EnumMap<>(SourceKind.class);

  private SourcesBench(Workplace place, PrintStream out) throws IOException {
    this.place = place;
    this.file = place.material(2, MATERIAL_SECONDS);
    this.material = TsMaterial.read(file);
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
    if (options.materialSeconds()) {
      System.out.println(MATERIAL_SECONDS);
      return;
    }
    Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
    Set<SourceKind> kinds = EnumSet.of(SourceKind.PUSH);
    options.words().forEach(word -> kinds.add(SourceKind.named(word)));
    new SourcesBench(new Workplace(home), System.out)
        .run(options.words().isEmpty() ? EnumSet.allOf(SourceKind.class) : kinds);
  }

  private void run(Set<SourceKind> kinds) throws InterruptedException {
    for (int round = 1; round <= ROUNDS; round++) {
      for (SourceKind kind : kinds) {
        measure(kind, round);
      }
    }
    report();
  }

  private void measure(SourceKind kind, int round) throws InterruptedException {
    List<AutoCloseable> open = new ArrayList<>();
    try (SourceSubject server = SourceSubject.start(place, file, kind == SourceKind.RTMP)) {
      List<UnitSender> senders = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        UnitSender sender = new UnitSender(material, kind.open(server, "stream" + i));
        senders.add(sender);
        open.add(sender);
      }
      Pause.seconds(SETTLE_SECONDS);
      long bytes = server.receivedBytes();
      long cpuNanos = server.cpuNanos();
      long begun = System.nanoTime();
      Pause.seconds(HOLD_SECONDS);
      double seconds = (System.nanoTime() - begun) / 1e9;
      double perStream = (server.cpuNanos() - cpuNanos) / 1e6 / seconds / STREAMS;
      double megabits = (server.receivedBytes() - bytes) * 8 / 1e6 / seconds / STREAMS;
      for (UnitSender sender : senders) {
        sender.check();
      }
      out.printf(
          "round %d, %s: %.2f ms of CPU a stream-second, %.2f Mbit/s%n",
          round, kind, perStream, megabits);
      millis.computeIfAbsent(kind, k -> new ArrayList<>()).add(perStream);
    } catch (IOException e) {
      out.printf("round %d, %s: not measured, %s%n", round, kind, e.getMessage());
    } finally {
      open.forEach(SourcesBench::close);
    }
  }

  private static void close(AutoCloseable sender) {
    try {
      sender.close();
    } catch (Exception e) {
      // The process under measurement has closed the connection.
      return;
    }
  }

  private void report() {
    List<Double> pushes = millis.getOrDefault(SourceKind.PUSH, List.of());
    out.println();
    out.println("| source | ms of CPU a stream-second, median | times HTTP push |");
    out.println("|---|---|---|");
    millis.forEach(
        (kind, values) ->
            out.printf(
                "| %s | %.2f (%.2f to %.2f) | %.2f |%n",
                kind,
                median(values),
                values.stream().min(Double::compare).orElseThrow(),
                values.stream().max(Double::compare).orElseThrow(),
                pushes.isEmpty() ? Double.NaN : median(values) / median(pushes)));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
