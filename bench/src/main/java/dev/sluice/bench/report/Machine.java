package dev.sluice.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The machine and the time of a run.
 *
 * @param loadBefore load average of the minute before the run
 */
public record Machine(
    String time, String processor, int cores, String system, String java, String loadBefore) {
  /** This machine, now. */
  public static Machine here() throws IOException {
    String processor = "unknown";
    int cores = 0;
    for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
      if (line.startsWith("model name")) {
        processor = line.substring(line.indexOf(':') + 1).strip();
      }
      cores += line.startsWith("processor") ? 1 : 0;
    }
    return new Machine(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        processor,
        cores,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.version"),
        Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
  }

  /** A description in one line. */
  public String line() {
    return "%s, %s, %d cores, %s, Java %s, load before %s"
        .formatted(time, processor, cores, system, java, loadBefore);
  }
}
