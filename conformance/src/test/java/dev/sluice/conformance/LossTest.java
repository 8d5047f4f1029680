package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.Link;
import dev.sluice.conformance.harness.Observation;
import dev.sluice.conformance.harness.Observation.Stats;
import dev.sluice.conformance.harness.Relay;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real browser behind a network that loses one of twenty datagrams in each direction. */
@Tag("quick")
class LossTest {
  private static final long SEED = 6;
  private static final Link.Settings BAD = Link.Settings.lossy(5, Duration.ofMillis(10), SEED);

  /** Time until the browser's jitter buffer has adapted. */
  private static final Duration SETTLING = Duration.ofSeconds(4);

  private static final Duration LOOK = Duration.ofSeconds(10);

  /**
   * Number of attempts: a packet may by chance be lost three times in a row, or the machine be
   * busy.
   */
  private static final int LOOKS = 3;

  @Test
  void lossIsMendedBeforeItIsSeen() throws Exception {
    try (ServiceProcess service = ServiceProcess.demo(ServiceProcess.onLoopback());
        Relay relay = Relay.start(service.udpPort(), BAD);
        Viewer viewer = Viewer.open()) {
      viewer.through(relay);
      viewer.post(service.whep("demo"));
      Viewer.Answer answer = viewer.answer();
      assertEquals(201, answer.status(), answer.sdp());
      viewer.firstFrame();
      viewer.observe(SETTLING);
      Observation seen = viewer.observe(LOOK);
      for (int again = 1; again < LOOKS && seen.rise(Stats::freezeCount) > 0; again++) {
        seen = viewer.observe(LOOK);
      }
      String what =
          "seed %d, down: %s, up: %s; %s; %s"
              .formatted(SEED, relay.down(), relay.up(), seen.summary(), seen.stats().getLast());
      assertTrue(relay.down().lost() > 50 && relay.up().lost() > 0, what);
      assertEquals(0, seen.rise(Stats::freezeCount), what);
      assertTrue(seen.rise(Stats::videoRetransmitted) > 20, "RTX is used; " + what);
      assertTrue(seen.rise(Stats::audioLost) > 5, what);
      assertTrue(concealed(seen) < 0.015, "RED repairs most of the 5 % lost; " + what);
      assertEquals(0, seen.rise(Stats::pliCount), what);
    }
  }

  /** The share of concealed sound. */
  private static double concealed(Observation seen) {
    return seen.rise(Stats::audioConcealed) / seen.rise(Stats::audioSamples);
  }
}
