package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.sluice.FreePorts;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources of every kind, attached and detached again and again. */
@Timeout(120)
class AttachDetachTest {
  private static final int ROUNDS = Integer.getInteger("sluice.attachRounds", 50);

  /** Threads and descriptors that pools and the HTTP client may keep. */
  private static final int SLACK = 12;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static long descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static void awaitAtMost(long threads, long descriptors) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (threads() > threads || descriptors() > descriptors) {
      assertTrue(
          System.nanoTime() < deadline,
          () ->
              "%d threads of %d, %d descriptors of %d"
                  .formatted(threads(), threads, descriptors(), descriptors));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Test
  void leaveNothingBehind() throws Exception {
    int refusing = FreePorts.next();
    List<String> addresses =
        List.of(
            "udp://127.0.0.1:" + FreePorts.next(),
            "rtp+ts://127.0.0.1:" + FreePorts.next(),
            "tcp://127.0.0.1:%d?listen".formatted(FreePorts.next()),
            "tcp://127.0.0.1:" + refusing,
            "http://127.0.0.1:%d/live".formatted(refusing),
            "trickle+http://127.0.0.1:%d/ai/trickle/x".formatted(refusing),
            "file:" + Path.of("src/main/resources/demo/demo.ts").toAbsolutePath() + "?loop=true",
            "exec:cat " + Path.of("src/main/resources/demo/demo.ts").toAbsolutePath());
    try (RunningService service =
        new RunningService(Map.of("SLUICE_SOURCES_ALLOW", "loopback, exec:, file:/"))) {
      round(service, addresses);
      long threads = threads() + SLACK;
      long descriptors = descriptors() + SLACK;
      for (int i = 0; i < ROUNDS; i++) {
        round(service, addresses);
      }
      awaitAtMost(threads, descriptors);
      assertEquals("{\"sources\":[]}", service.control("GET", "/api/sources", "").body());
      String metrics = service.until("/metrics", "sluice_sources 0");
      assertTrue(metrics.contains("sluice_faults_total"), metrics);
      metrics
          .lines()
          .filter(line -> line.startsWith("sluice_faults_total"))
          .forEach(line -> assertTrue(line.endsWith(" 0"), line));
    }
  }

  private static void round(RunningService service, List<String> addresses) throws Exception {
    for (int i = 0; i < addresses.size(); i++) {
      String path = "/api/streams/stream%d/source".formatted(i);
      var made = service.control("PUT", path, "{\"url\":\"%s\"}".formatted(addresses.get(i)));
      assertEquals(2, made.statusCode() / 100, made.body());
    }
    for (int i = 0; i < addresses.size(); i++) {
      String path = "/api/streams/stream%d/source".formatted(i);
      assertEquals(204, service.control("DELETE", path, "").statusCode());
    }
  }
}
