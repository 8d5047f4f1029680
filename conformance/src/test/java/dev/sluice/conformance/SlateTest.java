package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.LoopMaterial;
import dev.sluice.conformance.harness.PacedPush;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Spectators;
import dev.sluice.conformance.harness.Spectators.Shown;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two viewers join before there is a source, and read each picture: slate, live, slate in a stall,
 * live, slate without a source, live. The figures are written to {@code target/slate.md}; the
 * limits are those of a busy machine.
 */
@Tag("quick")
class SlateTest {
  private static final Path TABLE = Path.of("target", "slate.md");
  private static final Map<String, String> BUILTIN = Map.of("SLUICE_SLATE_MODE", "builtin");

  /** Between two pictures of the slate there is a second. */
  private static final double STILL_MUST_MILLIS = 2500;

  /** From the last live picture to the slate: the time of a stall, and a step of looking at it. */
  private static final double STALLED_MUST_MILLIS = 2000 + 2000;

  /** The limit is 500 ms on an idle machine, for a process that has had viewers. */
  private static final double FIRST_MUST_MILLIS = 5000;

  private static final double LIVE_MUST_MILLIS = 2000;
  private static final int PLAYED = 60;
  private static final Duration SLATED = Duration.ofMillis(2500);

  @Test
  void slateAndLiveChangeCleanly() throws Exception {
    LoopMaterial loop = new LoopMaterial(360, 1, 800);
    List<byte[]> pictures = PacedPush.read(loop.file());
    try (ServiceProcess service = ServiceProcess.serve(BUILTIN)) {
      URI ingest = service.ingest("live");
      try (Spectators viewers = Spectators.open(service.whep("live"))) {
        viewers.awaitSlate(0);
        viewers.pause(SLATED);
        PacedPush stalls = PacedPush.start(ingest, pictures);
        viewers.await(stalls.firstPictureMillis(), 640, PLAYED);
        double hung = hang(stalls);
        viewers.awaitSlate(hung);
        viewers.pause(SLATED);
        PacedPush leaves = PacedPush.start(ingest, pictures);
        viewers.await(leaves.firstPictureMillis(), 640, PLAYED);
        leaves.close();
        viewers.awaitSlate(System.currentTimeMillis());
        viewers.pause(SLATED);
        viewers.endLearning();
        PacedPush last = PacedPush.start(ingest, pictures);
        viewers.await(last.firstPictureMillis(), 640, PLAYED);
        List<Spectators.Seen> seen = viewers.seen();
        last.close();
        stalls.close();
        judge(seen, hung, lives(stalls, leaves, last));
      }
    }
  }

  private static List<Double> lives(PacedPush... sources) {
    return Stream.of(sources).map(PacedPush::firstPictureMillis).toList();
  }

  private static double hang(PacedPush source) {
    source.hang();
    return System.currentTimeMillis();
  }

  private static void judge(List<Spectators.Seen> all, double hung, List<Double> lives)
      throws Exception {
    StringBuilder table = new StringBuilder();
    for (Spectators.Seen seen : all) {
      table.append(
          "POST to slate %.0f ms, pictures %d (slate %d), longest still %.0f ms,"
                  .formatted(
                      seen.delayMillis(seen.postedMillis(), 0),
                      seen.pictures().size(),
                      seen.pictures().stream().filter(Shown::slate).count(),
                      longestStill(seen, hung))
              + " stall to slate %.0f ms, live after %s ms%n"
                  .formatted(slateAfter(seen, hung), liveAfter(seen, lives)));
    }
    Files.writeString(TABLE, table);
    for (Spectators.Seen seen : all) {
      String what = table + seen.states();
      assertTrue(seen.pictures().getFirst().slate(), what);
      assertTrue(seen.delayMillis(seen.postedMillis(), 0) <= FIRST_MUST_MILLIS, what);
      assertEquals(1, seen.posts(), what);
      assertEquals(0, seen.unreadable(), what);
      assertEquals(0, seen.strange(), what);
      assertEquals(0, seen.backwards(), what);
      assertTrue(seen.compared() > 10, what);
      assertTrue(longestStill(seen, hung) <= STILL_MUST_MILLIS, what);
      assertTrue(slateAfter(seen, hung) <= STALLED_MUST_MILLIS, what);
      for (double delay : liveAfter(seen, lives)) {
        assertTrue(delay <= LIVE_MUST_MILLIS, what);
      }
      assertEquals(2 * lives.size() - 1, changes(seen), what);
    }
  }

  /** From each start of a source to its first picture on the screen. */
  private static List<Double> liveAfter(Spectators.Seen seen, List<Double> starts) {
    return starts.stream()
        .map(
            start ->
                seen.pictures().stream()
                    .filter(shown -> shown.atMillis() >= start && !shown.slate())
                    .mapToDouble(shown -> Math.rint(shown.atMillis() - start))
                    .findFirst()
                    .orElse(Double.NaN))
        .toList();
  }

  private static double slateAfter(Spectators.Seen seen, double since) {
    return seen.pictures().stream()
        .filter(shown -> shown.atMillis() >= since && shown.slate())
        .mapToDouble(shown -> shown.atMillis() - since)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** The longest time without another picture, but for that of the stall. */
  private static double longestStill(Spectators.Seen seen, double hung) {
    double longest = 0;
    for (int i = 1; i < seen.pictures().size(); i++) {
      double from = seen.pictures().get(i - 1).atMillis();
      double to = seen.pictures().get(i).atMillis();
      boolean stall = to > hung && !seen.pictures().get(i - 1).slate() && to - hung > 1000;
      boolean first = stall && from < hung + 1000;
      longest = first ? longest : Math.max(longest, to - from);
    }
    return longest;
  }

  /** Count of changes between slate and live. */
  private static int changes(Spectators.Seen seen) {
    int count = 0;
    for (int i = 1; i < seen.pictures().size(); i++) {
      boolean before = seen.pictures().get(i - 1).slate();
      count += before == seen.pictures().get(i).slate() ? 0 : 1;
    }
    return count;
  }
}
