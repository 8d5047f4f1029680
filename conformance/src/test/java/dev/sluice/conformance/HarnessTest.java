package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.Observation;
import dev.sluice.conformance.harness.Observation.Stats;
import dev.sluice.conformance.harness.Viewer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Shows, without the service, that this machine's browser plays WebRTC and that the tests can read
 * its pictures. If this test fails, failures of the others mean nothing.
 */
@Tag("quick")
class HarnessTest {
  @Test
  void seesMovingPicturesAndHearsSound() throws Exception {
    try (Viewer viewer = Viewer.open()) {
      viewer.page().evaluate("playOwnPicture(Infinity)");
      viewer.firstFrame();
      Observation seen = viewer.observe(Duration.ofSeconds(4));
      assertEquals(List.of("audio", "video"), seen.tracks().stream().sorted().toList());
      assertTrue(seen.moving().size() > 60, seen.summary());
      assertTrue(seen.longestStillMillis() < 1000, seen.summary());
      assertTrue(seen.longestWithoutDecodingMillis() < 1000, seen.summary());
      assertTrue(seen.rise(Stats::audioEnergy) > 0, seen.summary());
      assertTrue(seen.codes().size() > 60, "codes read: " + seen.codes());
    }
  }

  @Test
  void noticesPicturesThatStandStill() throws Exception {
    try (Viewer viewer = Viewer.open()) {
      viewer.page().evaluate("playOwnPicture(1500)");
      viewer.firstFrame();
      Observation seen = viewer.observe(Duration.ofSeconds(4));
      assertTrue(seen.longestStillMillis() > 1000, seen.summary());
    }
  }
}
