package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.ChildProcess;
import dev.sluice.conformance.harness.Observation;
import dev.sluice.conformance.harness.Observation.Stats;
import dev.sluice.conformance.harness.Viewer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

  /** A virtual machine that starts a program and ends, as after a time limit. */
  static final class Leaver {
    private Leaver() {}

    public static void main(String[] arguments) throws Exception {
      ChildProcess left =
          ChildProcess.start("sleep", Path.of("/"), Map.of(), List.of("sleep", "600"));
      System.out.println("started " + left.pid());
      System.exit(0);
    }
  }

  @Test
  void programsEndWithTheVirtualMachine() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Leaver.class.getName());
    try (ChildProcess leaver = ChildProcess.start("leaver", Path.of("/"), Map.of(), command)) {
      assertEquals(0, leaver.awaitEnd(Duration.ofSeconds(30)), leaver.output());
      long pid = Long.parseLong(leaver.output().strip().replace("started ", ""));
      Optional<ProcessHandle> left = ProcessHandle.of(pid);
      if (left.isPresent()) {
        left.get().onExit().get(5, TimeUnit.SECONDS);
      }
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
