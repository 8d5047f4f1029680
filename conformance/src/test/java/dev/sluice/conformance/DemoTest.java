package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.Observation;
import dev.sluice.conformance.harness.Observation.Stats;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a newcomer sees first: {@code ./sluice demo}, watched over the seam of its loop. */
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
      // Let the jitter buffer settle, then look for a whole loop and some more.
      viewer.observe(Duration.ofSeconds(1));
      Observation seen = viewer.observe(LOOP.plusSeconds(4));
      assertTrue(seamIn(seen.codes()), "no seam in " + seen.codes());
      assertTrue(seen.longestStillMillis() < 1000, seen.summary());
      assertTrue(seen.longestWithoutDecodingMillis() < 1000, seen.summary());
      assertEquals(0, seen.rise(Stats::freezeCount), seen.summary());
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

  /** Whether the loop's end and its beginning were both seen, one soon after the other. */
  private static boolean seamIn(List<Integer> codes) {
    for (int i = 1; i < codes.size(); i++) {
      if (codes.get(i - 1) > LOOP_FRAMES - 30 && codes.get(i) < 30) {
        return true;
      }
    }
    return false;
  }

  /** Neighbours of which the second is not ahead of the first by less than half a loop. */
  private static List<String> stepsBack(List<Integer> codes) {
    return java.util.stream.IntStream.range(1, codes.size())
        .filter(i -> Math.floorMod(codes.get(i) - codes.get(i - 1), LOOP_FRAMES) >= LOOP_FRAMES / 2)
        .mapToObj(i -> codes.get(i - 1) + " -> " + codes.get(i))
        .toList();
  }
}
