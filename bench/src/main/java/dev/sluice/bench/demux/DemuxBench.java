package dev.sluice.bench.demux;

import dev.sluice.bench.options.BenchCommand;
import dev.sluice.bench.options.BenchOptions;
import dev.sluice.bench.report.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Feeds a stream of more than 200 MB from memory to each stage, in turns with ffmpeg demultiplexing
 * the same file, on one core.
 */
public final class DemuxBench {
  private static final BenchCommand COMMAND =
      new BenchCommand("demux", "Measures transport stream to log beside ffmpeg, on one core.");

  private static final int WARM_UP_PASSES = 8;
  private static final int ROUNDS = 7;
  private static final int FLUSH_SECONDS = 40;

  /** Enough passes that JVM start and compilation do not dominate. */
  static final int PROCESS_PASSES = 50;

  private final Path folder;
  private final PrintStream out;
  private final DemuxMaterial material;
  private final byte[] stream;
  private final Map<Stage, List<Pass>> passes = new EnumMap<>(Stage.class);
  private final List<Long> ffmpegNanos = new ArrayList<>();
  private final List<Long> ffmpegStartNanos = new ArrayList<>();

  private DemuxBench(Path folder, PrintStream out) throws IOException, InterruptedException {
    this.folder = folder;
    this.out = out;
    this.material = DemuxMaterial.in(folder.resolve("material"));
    this.stream = Files.readAllBytes(material.whole());
  }

  /**
   * Called by the launcher, on one core.
   *
   * @param arguments the folder for material and results, then the command line; or {@code --cold
   *     FILE COUNT} for COUNT passes over that file
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("--cold")) {
      passes(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
      return;
    }
    List<String> words = List.of(arguments);
    BenchOptions unused = COMMAND.readOrExit(words.subList(1, words.size()));
    new DemuxBench(Path.of(arguments[0]).toAbsolutePath(), System.out).run();
  }

  private static void passes(Path file, int count) throws IOException {
    byte[] stream = Files.readAllBytes(file);
    Stage.Sink sink = Stage.ACCESS_UNITS.open();
    for (int i = 0; i < count; i++) {
      Pass.run(sink, stream);
    }
    if (sink.units() == 0) {
      throw new IOException(file + " has no access units");
    }
  }

  private void run() throws IOException, InterruptedException {
    Machine machine = Machine.here();
    Map<Stage, Stage.Sink> sinks = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      out.println("warming up: " + stage.title());
      sinks.put(stage, stage.open());
      passes.put(stage, new ArrayList<>());
      for (int i = 0; i < WARM_UP_PASSES; i++) {
        Pass.run(sinks.get(stage), stream);
      }
    }
    Path head = head();
    for (int round = 1; round <= ROUNDS; round++) {
      out.println("round %d of %d".formatted(round, ROUNDS));
      for (Stage stage : Stage.values()) {
        passes.get(stage).add(Pass.run(sinks.get(stage), stream));
      }
      ffmpegNanos.add(Ffmpeg.copyNanos(material.whole(), 1));
      ffmpegStartNanos.add(Ffmpeg.copyNanos(head, 1));
    }
    out.println("processes from start to exit, %d times the file".formatted(PROCESS_PASSES));
    long ours = processNanos();
    long theirs = Ffmpeg.copyNanos(material.whole(), PROCESS_PASSES);
    out.println("ffmpeg -re for %d s: how long a whole picture waits".formatted(FLUSH_SECONDS));
    FlushWait wait = FlushWait.measure(material, FLUSH_SECONDS);
    DemuxReport report =
        new DemuxReport(
            machine, stream.length, passes, ffmpegNanos, ffmpegStartNanos, ours, theirs, wait);
    out.println();
    out.println(report.table());
    out.println();
    out.println("all values: " + report.write(folder.resolve("demux.json")));
  }

  /** The first hundredth of the file: ffmpeg's time for it is its start-up time. */
  private Path head() throws IOException {
    Path head = folder.resolve("material").resolve("demux-head.ts");
    Files.write(head, Arrays.copyOf(stream, stream.length / 100 / 188 * 188));
    return head;
  }

  private long processNanos() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            DemuxBench.class.getName(),
            "--cold",
            material.whole().toString(),
            Integer.toString(PROCESS_PASSES));
    long begun = System.nanoTime();
    Process process = new ProcessBuilder(command).inheritIO().start();
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("the process ended with " + status);
    }
    return System.nanoTime() - begun;
  }
}
