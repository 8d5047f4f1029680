package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.LoopMaterial;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Spectators;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes that are killed or stopped while two viewers watch: nobody connects again. */
class SourceCrashTest {
  private static final LoopMaterial SMALL = new LoopMaterial(360, 1, 800);
  private static final LoopMaterial LARGE = new LoopMaterial(720, 1, 2500);
  private static final double OTHER_CLOCK_SECONDS = 5000;
  private static final Duration STOP = Duration.ofSeconds(3);

  /** Distance of key pictures, and 300 ms. */
  private static final double RESUME_MILLIS = 1300;

  /** Within the patience of a browser for media that stops and comes back. */
  private static final double AFTER_STOP_MILLIS = 2500;

  private static final int SHOWN = 40;

  @Test
  @Tag("quick")
  void anotherFfmpegAfterAKillContinuesThePicture() throws Exception {
    killAndReplace(List.of(Duration.ofMillis(200), Duration.ofSeconds(2)));
  }

  @Test
  void anotherFfmpegAfterTwentySecondsContinuesThePicture() throws Exception {
    killAndReplace(List.of(Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(20)));
  }

  private static void killAndReplace(List<Duration> gaps) throws Exception {
    try (ServiceProcess service = ServiceProcess.serve()) {
      FfmpegPusher pusher = FfmpegPusher.repeated(service.ingest("live"), SMALL.file());
      try (Spectators viewers = Spectators.open(service.whep("live"))) {
        viewers.await(0, 0, SHOWN);
        for (int i = 0; i < gaps.size(); i++) {
          pusher.process().kill();
          viewers.pause(gaps.get(i));
          pusher =
              FfmpegPusher.repeated(
                  service.ingest("live"),
                  i % 2 == 0 ? LARGE.shifted(OTHER_CLOCK_SECONDS) : SMALL.file());
          double since = begun(service, i + 1);
          viewers.await(since, 0, SHOWN);
          for (Spectators.Seen seen : viewers.seen()) {
            double delay = seen.delayMillis(since, 0);
            assertTrue(delay < RESUME_MILLIS, gaps.get(i) + ": " + delay);
          }
        }
        judge(viewers);
      } finally {
        pusher.close();
      }
    }
  }

  /** Waits until that many sources have followed another one; the time of the latest. */
  private static double begun(ServiceProcess service, int takeovers) throws Exception {
    while (service.metric("sluice_takeovers_total") < takeovers) {
      Thread.onSpinWait();
    }
    return System.currentTimeMillis();
  }

  private static void judge(Spectators viewers) throws Exception {
    for (Spectators.Seen seen : viewers.seen()) {
      assertEquals(1, seen.posts());
      assertEquals(0, seen.backwards());
      assertEquals(0, seen.unreadable());
      assertEquals("[\"connecting\",\"connected\"]", seen.states());
    }
  }

  @Test
  @Tag("quick")
  void aSourceThatWasStoppedForThreeSecondsGoesOn() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        FfmpegPusher pusher = FfmpegPusher.repeated(service.ingest("live"), SMALL.file());
        Spectators viewers = Spectators.open(service.whep("live"))) {
      viewers.await(0, 0, SHOWN);
      pusher.process().stopFor(() -> viewers.pause(STOP));
      double since = System.currentTimeMillis();
      viewers.await(since, 0, SHOWN);
      for (Spectators.Seen seen : viewers.seen()) {
        assertTrue(seen.delayMillis(since, 0) < AFTER_STOP_MILLIS);
      }
      judge(viewers);
    }
  }

  @Test
  @Tag("quick")
  void aServiceThatWasStoppedForThreeSecondsGoesOn() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        FfmpegPusher pusher = FfmpegPusher.repeated(service.ingest("live"), SMALL.file());
        Spectators viewers = Spectators.open(service.whep("live"))) {
      viewers.await(0, 0, SHOWN);
      service.process().stopFor(() -> viewers.pause(STOP));
      double since = System.currentTimeMillis();
      viewers.await(since, 0, SHOWN);
      for (Spectators.Seen seen : viewers.seen()) {
        assertTrue(seen.delayMillis(since, 0) < AFTER_STOP_MILLIS);
      }
      judge(viewers);
      assertTrue(pusher.process().isAlive(), "the source is still there");
    }
  }
}
