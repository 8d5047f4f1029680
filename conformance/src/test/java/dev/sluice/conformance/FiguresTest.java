package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Start-up times and memory, measured with the demo and a real browser on one machine, and written
 * to {@code target/figures.txt}. The bounds are wide: they catch mistakes, not a slow machine.
 */
@Tag("figures")
class FiguresTest {
  private static final int RUNS = 10;
  private static final Duration SETTLED = Duration.ofSeconds(10);

  @Test
  void measures() throws Exception {
    List<Double> readyMillis = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      long begunNanos = System.nanoTime();
      ServiceProcess.serve().close();
      readyMillis.add((System.nanoTime() - begunNanos) / 1e6);
    }
    List<Double> pictureMillis = new ArrayList<>();
    long residentKilobytes;
    try (ServiceProcess service = ServiceProcess.demo()) {
      for (int i = 0; i < RUNS; i++) {
        pictureMillis.add(millisToFirstPicture(service));
      }
      residentKilobytes = residentKilobytesWithAViewer(service);
    }
    String figures =
        """
        start to ready, median of %d: %.0f ms (launcher included)
        POST to first decoded picture, median of %d: %.0f ms (all: %s)
        resident memory with 1 viewer: %d MB
        """
            .formatted(
                RUNS,
                median(readyMillis),
                RUNS,
                median(pictureMillis),
                pictureMillis.stream().map(Math::round).toList(),
                residentKilobytes / 1024);
    Files.writeString(Path.of("target", "figures.txt"), figures);
    assertTrue(median(readyMillis) < 10_000, figures);
    assertTrue(median(pictureMillis) < 2000, figures);
    assertTrue(residentKilobytes < 512 * 1024, figures);
  }

  private static double millisToFirstPicture(ServiceProcess service) throws Exception {
    try (Viewer viewer = Viewer.open()) {
      viewer.post(service.whep("demo"));
      Viewer.Answer answer = viewer.answer();
      assertEquals(201, answer.status(), answer.sdp());
      return viewer.firstFrame() - answer.postedAtMillis();
    }
  }

  private static long residentKilobytesWithAViewer(ServiceProcess service) throws Exception {
    try (Viewer viewer = Viewer.open()) {
      viewer.post(service.whep("demo"));
      viewer.firstFrame();
      viewer.observe(SETTLED);
      Path status = Path.of("/proc", Long.toString(service.process().pid()), "status");
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }
}
