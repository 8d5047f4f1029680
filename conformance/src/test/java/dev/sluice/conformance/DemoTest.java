package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.Observation;
import dev.sluice.conformance.harness.Observation.Frame;
import dev.sluice.conformance.harness.Observation.Stats;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code ./sluice demo}, watched across the seam of its loop. */
@Tag("quick")
class DemoTest {
  private static final Pattern PLAYER = Pattern.compile("(http://\\S+)/play/(\\w+)");
  private static final int LOOP_FRAMES = 300;
  private static final Duration LOOP = Duration.ofSeconds(10);

  @Test
  void playsOverTheSeamWithoutAFreeze() throws Exception {
    try (ServiceProcess service = ServiceProcess.demo();
        Viewer viewer = Viewer.open()) {
      Matcher player = service.process().awaitLine(PLAYER, Duration.ofSeconds(5));
      viewer.post(service.whep(player.group(2)));
      Viewer.Answer answer = viewer.answer();
      assertEquals(201, answer.status(), answer.sdp());
      viewer.firstFrame();
      // Let the jitter buffer settle, then observe more than a whole loop.
      viewer.observe(Duration.ofSeconds(1));
      Observation seen = viewer.observe(LOOP.plusSeconds(4));
      List<Double> seams = seamsMillis(seen.frames());
      assertFalse(seams.isEmpty(), "no seam in " + seen.codes());
      for (double seam : seams) {
        assertEquals(0, freezesAround(seam, seen.stats()), seen.summary());
      }
      assertTrue(seen.longestStillMillis() < 1000, seen.summary());
      assertTrue(seen.longestWithoutDecodingMillis() < 1000, seen.summary());
      assertTrue(seen.rise(Stats::framesDecoded) > 14 * 28, seen.summary());
      assertTrue(seen.rise(Stats::audioEnergy) > 0, seen.summary());
      assertEquals(List.of(), stepsBack(seen.codes()), "pictures out of order");
    }
  }

  @Test
  void productsOwnPlayerPagePlays() throws Exception {
    try (ServiceProcess service = ServiceProcess.demo();
        Viewer viewer = Viewer.open()) {
      Matcher player = service.process().awaitLine(PLAYER, Duration.ofSeconds(5));
      URI page = service.publicAddress("/play/" + player.group(2));
      viewer.visit(page);
      viewer
          .page()
          .evaluate(
              """
              new Promise((resolve) => {
                const video = document.querySelector("video");
                const timer = setInterval(() => {
                  if (video.videoWidth === 1280 && video.currentTime > 2) {
                    clearInterval(timer);
                    resolve(true);
                  }
                }, 100);
              })
              """);
    }
  }

  /** Times of the loop's seams: a picture of its end soon followed by one of its beginning. */
  private static List<Double> seamsMillis(List<Frame> frames) {
    List<Frame> read = frames.stream().filter(frame -> frame.code() >= 0).toList();
    return IntStream.range(1, read.size())
        .filter(i -> read.get(i - 1).code() > LOOP_FRAMES - 30 && read.get(i).code() < 30)
        .mapToObj(i -> read.get(i).atMillis())
        .toList();
  }

  /** Number of freezes that the browser counted from a second before to two seconds after. */
  private static long freezesAround(double atMillis, List<Stats> stats) {
    LongSummaryStatistics counts =
        stats.stream()
            .filter(sample -> sample.atMillis() > atMillis - 1000)
            .filter(sample -> sample.atMillis() < atMillis + 2000)
            .mapToLong(Stats::freezeCount)
            .summaryStatistics();
    return counts.getMax() - counts.getMin();
  }

  /** Pairs of consecutive pictures of which the second does not follow within half a loop. */
  private static List<String> stepsBack(List<Integer> codes) {
    return IntStream.range(1, codes.size())
        .filter(i -> Math.floorMod(codes.get(i) - codes.get(i - 1), LOOP_FRAMES) >= LOOP_FRAMES / 2)
        .mapToObj(i -> codes.get(i - 1) + " -> " + codes.get(i))
        .toList();
  }
}
