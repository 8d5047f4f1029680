package dev.sluice.bench.demux;

import dev.sluice.bench.report.Machine;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/**
 * The results as a table and as JSON.
 *
 * @param ffmpegStartNanos ffmpeg's time for a hundredth of the file
 * @param oursNanos time of a process of ours, from start to exit, for many passes over the file
 * @param ffmpegProcessNanos the same for ffmpeg
 */
record DemuxReport(
    Machine machine,
    long bytes,
    Map<Stage, List<Pass>> passes,
    List<Long> ffmpegNanos,
    List<Long> ffmpegStartNanos,
    long oursNanos,
    long ffmpegProcessNanos,
    FlushWait flushWait) {

  String table() {
    StringJoiner lines = new StringJoiner("\n");
    double ffmpeg = median(ffmpegRates());
    lines.add(
        "| %d MB in memory, one core | MB/s: median (least–most) | to ffmpeg | bytes allocated per packet |"
            .formatted(bytes / 1_000_000));
    lines.add("|---|---|---|---|");
    for (Stage stage : Stage.values()) {
      double[] rates = rates(stage);
      lines.add(
          "| %s | %s | %.1fx | %.3f |"
              .formatted(stage.title(), spread(rates), median(rates) / ffmpeg, allocated(stage)));
    }
    lines.add(
        "| ffmpeg -c copy -f null, its start taken off | %s | 1 | |"
            .formatted(spread(ffmpegRates())));
    lines.add(
        "| the same from start to exit | %s | %.2fx | |"
            .formatted(spread(ffmpegRates(0)), median(ffmpegRates(0)) / ffmpeg));
    lines.add(
        "| %d times the file, processes from start to exit: ours to access units | %.0f | %.1fx | |"
            .formatted(
                DemuxBench.PROCESS_PASSES,
                processRate(oursNanos),
                (double) ffmpegProcessNanos / oursNanos));
    lines.add("| and ffmpeg | %.0f | 1 | |".formatted(processRate(ffmpegProcessNanos)));
    lines.add("");
    lines.add("| a whole picture waits, ms | pictures | p50 | p98 | max |");
    lines.add("|---|---|---|---|---|");
    lines.add(waits("all, once the habit is known", flushWait.learned()));
    for (FlushWait.Rule rule : FlushWait.Rule.values()) {
      lines.add(waits("of these by " + rule.title(), flushWait.of(rule)));
    }
    lines.add(
        waits(
            "the first " + FlushWait.LEARNING_PICTURES + ", which teach the habit",
            flushWait.learning()));
    lines.add("");
    lines.add(machine.line() + ".");
    return lines.toString();
  }

  private static String waits(String name, Histogram nanos) {
    if (nanos.getTotalCount() == 0) {
      return "| %s | 0 |  |  |  |".formatted(name);
    }
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.3f | %.3f | %.3f |",
        name,
        nanos.getTotalCount(),
        nanos.getValueAtPercentile(50) / 1e6,
        nanos.getValueAtPercentile(98) / 1e6,
        nanos.getMaxValue() / 1e6);
  }

  /** Writes all values; returns the file. */
  Path write(Path file) throws IOException {
    JsonObjectBuilder stages = Json.createObjectBuilder();
    for (Stage stage : Stage.values()) {
      stages.add(
          stage.name(),
          Json.createObjectBuilder()
              .add("megabytesPerSecond", array(rates(stage)))
              .add("allocatedBytesPerPacket", allocated(stage))
              .add("units", passes.get(stage).getLast().units()));
    }
    JsonObjectBuilder waits = Json.createObjectBuilder();
    waits
        .add("learned", percentiles(flushWait.learned()))
        .add("learning", percentiles(flushWait.learning()));
    for (FlushWait.Rule rule : FlushWait.Rule.values()) {
      waits.add(rule.name(), percentiles(flushWait.of(rule)));
    }
    JsonObjectBuilder all =
        Json.createObjectBuilder()
            .add("machine", machine.line())
            .add("bytes", bytes)
            .add("stages", stages)
            .add("ffmpegMegabytesPerSecond", array(ffmpegRates()))
            .add("ffmpegWithStartMegabytesPerSecond", array(ffmpegRates(0)))
            .add("processMegabytesPerSecond", processRate(oursNanos))
            .add("ffmpegProcessMegabytesPerSecond", processRate(ffmpegProcessNanos))
            .add("flushWaitMillis", waits);
    try (JsonWriter writer =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
            .createWriter(Files.newBufferedWriter(file))) {
      writer.writeObject(all.build());
    }
    return file;
  }

  private static JsonObjectBuilder percentiles(Histogram nanos) {
    return Json.createObjectBuilder()
        .add("count", nanos.getTotalCount())
        .add("p50", nanos.getValueAtPercentile(50) / 1e6)
        .add("p98", nanos.getValueAtPercentile(98) / 1e6)
        .add("max", nanos.getMaxValue() / 1e6);
  }

  private static JsonArrayBuilder array(double[] values) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    DoubleStream.of(values).forEach(array::add);
    return array;
  }

  private double processRate(long nanos) {
    return DemuxBench.PROCESS_PASSES * bytes * 1e3 / nanos;
  }

  private double[] rates(Stage stage) {
    return passes.get(stage).stream().mapToDouble(Pass::megabytesPerSecond).toArray();
  }

  private double allocated(Stage stage) {
    return median(passes.get(stage).stream().mapToDouble(Pass::allocatedPerPacket).toArray());
  }

  /** In ffmpeg's favour: 99 hundredths of the file, in its time less the start-up time. */
  private double[] ffmpegRates() {
    double start = median(ffmpegStartNanos.stream().mapToDouble(Long::doubleValue).toArray());
    return ffmpegRates(start);
  }

  private double[] ffmpegRates(double startNanos) {
    double share = startNanos == 0 ? 1 : 0.99;
    return ffmpegNanos.stream().mapToDouble(n -> bytes * share * 1e3 / (n - startNanos)).toArray();
  }

  private static String spread(double[] values) {
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    return "%.0f (%.0f–%.0f)".formatted(median(values), sorted[0], sorted[sorted.length - 1]);
  }

  private static double median(double[] values) {
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
