package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.LoopMaterial;
import dev.sluice.conformance.harness.PacedPush;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Spectators;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The service lives in small containers with the options of its launcher. No number of streams ends
 * it: the logs of all together have a limit.
 *
 * <p>The JVM gets the memory of the container as an option, and the memory of the process that the
 * system cannot drop is compared with it: what a control group counts, but for sockets and page
 * tables.
 */
class ContainerMemoryTest {
  private static final LoopMaterial WATCHED = new LoopMaterial(360, 1, 800);

  /** A single key picture in ten seconds, so that nothing may leave the log. */
  private static final LoopMaterial LARGE = new LoopMaterial(720, 10, 8_000);

  private static final int STREAMS = 32;

  /** For each megabyte of the container: an eighth is left to the system. */
  private static final long ROOM_KILOBYTES = 1024 - 128;

  private static final double LONGEST_STANDSTILL_MILLIS = 1_000;

  @Test
  @Tag("quick")
  void aContainerOf256Megabytes() throws Exception {
    theFirstStreamPlaysOnWhileOthersFillTheMemory(256);
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 512})
  void aContainerOf(int megabytes) throws Exception {
    theFirstStreamPlaysOnWhileOthersFillTheMemory(megabytes);
  }

  private static void theFirstStreamPlaysOnWhileOthersFillTheMemory(int megabytes)
      throws Exception {
    List<byte[]> large = PacedPush.read(LARGE.file());
    Map<String, String> environment =
        Map.of("SLUICE_JAVA_OPTIONS", "-XX:MaxRAM=%dm".formatted(megabytes));
    List<PacedPush> others = new ArrayList<>();
    try (ServiceProcess service = ServiceProcess.serve(environment);
        FfmpegPusher watched = FfmpegPusher.repeated(service.ingest("first"), WATCHED.file());
        Spectators viewers = Spectators.open(service.whep("first"))) {
      viewers.pause(Duration.ofSeconds(1));
      int streams = 0;
      long most = 0;
      while (pushed(service).statusCode() != 503) {
        if (streams < STREAMS) {
          others.add(PacedPush.start(service.ingest("other" + streams), large));
          streams++;
        }
        viewers.pause(Duration.ofMillis(300));
        most = Math.max(most, anonymousKilobytes(service.process().pid()));
      }
      viewers.pause(Duration.ofSeconds(2));
      long limit = service.metric("sluice_log_bytes{state=\"limit\"}");
      assertTrue(limit < megabytes * 1_048_576L / 2, limit + " bytes");
      assertTrue(service.metric("sluice_log_bytes{state=\"used\"}") <= limit);
      assertTrue(service.metric("sluice_sources_without_memory_total") > 0);
      assertTrue(watched.process().isAlive());
      for (Spectators.Seen seen : viewers.seen()) {
        assertEquals(1, seen.posts());
        assertEquals(0, seen.unreadable());
        assertTrue(
            standstillMillis(seen) < LONGEST_STANDSTILL_MILLIS, standstillMillis(seen) + " ms");
      }
      most = Math.max(most, anonymousKilobytes(service.process().pid()));
      assertTrue(most < megabytes * ROOM_KILOBYTES, most + " kB with " + streams + " streams");
    } finally {
      for (PacedPush other : others) {
        other.close();
      }
    }
  }

  /** Resident memory of a process without files. */
  private static long anonymousKilobytes(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(pid)))) {
      return lines
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  /** A push of a new stream, which is not to begin when memory is short: 422 or 503. */
  private static HttpResponse<String> pushed(ServiceProcess service) throws Exception {
    URI ingest = service.ingest("late");
    HttpRequest put =
        HttpRequest.newBuilder(ingest).PUT(BodyPublishers.ofByteArray(new byte[188])).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(put, BodyHandlers.ofString());
      if (answer.statusCode() == 503) {
        assertTrue(answer.body().contains("stream.log.totalMegabytes"), answer.body());
      }
      return answer;
    }
  }

  private static double standstillMillis(Spectators.Seen seen) {
    List<Spectators.Shown> pictures = seen.pictures();
    double longest = 0;
    for (int i = 1; i < pictures.size(); i++) {
      longest = Math.max(longest, pictures.get(i).atMillis() - pictures.get(i - 1).atMillis());
    }
    return longest;
  }
}
