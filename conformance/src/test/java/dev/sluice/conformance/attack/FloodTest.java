package dev.sluice.conformance.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Floods of viewers that the limits per address do not hold off, one after another: what each of
 * them costs the service with a heap of 256 MB, and a good viewer. Writes a table to {@code
 * target/floods.md}. {@code -Dsluice.flood.seconds=N} sets the time of each.
 */
class FloodTest {
  private static final Duration FLOOD =
      Duration.ofSeconds(Long.getLong("sluice.flood.seconds", 120));

  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration BETWEEN_JOINS = Duration.ofSeconds(5);
  private static final Duration JOIN = Duration.ofSeconds(15);
  private static final long MAX_RECOVERY_SECONDS = 60;

  /** A flood may cost the good viewer this much more than its usual gap between pictures. */
  private static final long MORE_GAP_MILLIS = 2000;

  /** The heap, and as much again for code, threads, buffers and what the collector needs. */
  private static final long MAX_RESIDENT_MEGABYTES = 512;

  /** A viewer's feedback and bytes must leave room for the others on the smallest machine. */
  private static final double MAX_CORES = 1.5;

  /** Every address is exempt from the limits per address, as behind a proxy. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "SLUICE_LIMITS_EXEMPT", "127.0.0.0/8",
          "SLUICE_LIMITS_CONNECTING", "2000",
          "SLUICE_PUBLIC_MAX_CONNECTIONS", "3000",
          "SLUICE_UDP_TCP_CONNECTIONS", "2000",
          "SLUICE_SESSIONS_CONNECT_TIMEOUT_SECONDS", "30",
          "SLUICE_SESSIONS_CONSENT_TIMEOUT_SECONDS", "30");

  /**
   * A row of the table.
   *
   * @param residentMegabytes largest resident memory of the process
   * @param cores processor time per time
   * @param gapMillis longest time without a picture of the good viewer
   * @param joinMillis longest time from the start of another good viewer to its first picture
   * @param recoverySeconds time from the end of the flood until heap, threads and descriptors are
   *     as before
   */
  private record Figures(
      String name,
      long residentMegabytes,
      double cores,
      long gapMillis,
      long joinMillis,
      long recoverySeconds) {
    static final String HEAD =
        "| Flood | Resident MB | Cores | Longest gap, ms | Longest join, ms | Recovery, s |\n"
            + "| --- | --- | --- | --- | --- | --- |\n";

    String row() {
      return "| %s | %d | %.2f | %d | %d | %d |%n"
          .formatted(name, residentMegabytes, cores, gapMillis, joinMillis, recoverySeconds);
    }
  }

  @Test
  @Timeout(1800)
  void floodsAreBounded() throws Exception {
    List<Figures> table = new ArrayList<>();
    try (AttackedService service = new AttackedService(SETTINGS)) {
      service.join(JOIN);
      await(SETTLE);
      Vitals base = service.vitals();
      table.add(measure(new Shape("none", "", target -> target.pause(SETTLE)), service, base));
      for (Shape flood : floods()) {
        table.add(measure(flood, service, base));
      }
    }
    StringBuilder text = new StringBuilder(Figures.HEAD);
    table.forEach(figures -> text.append(figures.row()));
    Files.writeString(
        Path.of(System.getProperty("sluice.home"), "conformance/target/floods.md"), text);
    System.out.print(text);
    long maxGapMillis = table.getFirst().gapMillis + MORE_GAP_MILLIS;
    for (Figures each : table) {
      assertTrue(each.residentMegabytes <= MAX_RESIDENT_MEGABYTES, each::row);
      assertTrue(each.cores <= MAX_CORES, each::row);
      assertTrue(each.gapMillis <= maxGapMillis, each::row);
      assertTrue(each.recoverySeconds <= MAX_RECOVERY_SECONDS, each::row);
    }
  }

  private static List<Shape> floods() {
    List<String> names = List.of("NACK flood", "PLI flood", "single bytes", "ICE-TCP single bytes");
    List<Shape> all = new ArrayList<>();
    all.add(StalledViewers.shape());
    Wave.all().stream()
        .flatMap(wave -> wave.shapes().stream())
        .filter(shape -> names.contains(shape.name()))
        .forEach(all::add);
    assertEquals(names.size() + 1, all.size());
    return all;
  }

  private static Figures measure(Shape flood, AttackedService service, Vitals base)
      throws IOException, InterruptedException {
    long beginMillis = System.currentTimeMillis();
    Usage usage = Usage.begin(service.pid());
    long slowestJoin = 0;
    Duration time = flood.name().equals("none") ? SETTLE : FLOOD;
    long end = System.nanoTime() + time.toNanos();
    WaveRun run = new WaveRun(new Wave(flood.name(), List.of(flood)), service.sockets(), time);
    double cores;
    try (run) {
      while (System.nanoTime() < end) {
        long joining = System.nanoTime();
        service.join(JOIN);
        slowestJoin = Math.max(slowestJoin, (System.nanoTime() - joining) / 1_000_000);
        await(Duration.ofNanos(Math.min(end - System.nanoTime(), BETWEEN_JOINS.toNanos())));
      }
      cores = usage.cores();
    }
    System.out.print(run.report());
    assertEquals(List.of(), run.faults(), service::log);
    assertTrue(service.isAlive(), service::log);
    long gap = service.longestGapMillis(beginMillis);
    long peak = usage.peakResidentMegabytes();
    Figures figures =
        new Figures(flood.name(), peak, cores, gap, slowestJoin, recover(service, base));
    System.out.print(figures.row());
    return figures;
  }

  /** Waits until the service is as before; returns the time in seconds. */
  private static long recover(AttackedService service, Vitals base)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Vitals now = service.vitals();
    while (!now.isBackAt(base)) {
      long seconds = (System.nanoTime() - begin) / 1_000_000_000;
      assertTrue(seconds <= MAX_RECOVERY_SECONDS, "before %s, afterwards %s".formatted(base, now));
      await(Duration.ofSeconds(1));
      now = service.vitals();
    }
    return (System.nanoTime() - begin) / 1_000_000_000;
  }

  private static void await(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
