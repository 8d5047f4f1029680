package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.Observation;
import dev.sluice.conformance.harness.Observation.Stats;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A browser with all sections on one transport, and streams without audio or without video. */
class BundleTest {
  private static ServiceProcess service;
  private static FfmpegPusher dark;
  private static FfmpegPusher silent;

  @BeforeAll
  static void start() throws Exception {
    service = ServiceProcess.serve();
    dark = FfmpegPusher.soundOnly(service.ingest("dark"));
    silent = FfmpegPusher.picturesOnly(service.ingest("silent"));
  }

  @AfterAll
  static void stop() {
    silent.close();
    dark.close();
    service.close();
  }

  @Tag("quick")
  @ParameterizedTest
  @CsvSource({"max-bundle, video, audio", "max-bundle, audio, video"})
  void playsStreamsOfOneKindOverOneTransport(String policy, String first, String second)
      throws Exception {
    playsStreamsOfOneKind(policy, first, second);
  }

  @ParameterizedTest
  @CsvSource({
    "balanced, video, audio",
    "balanced, audio, video",
    "max-compat, video, audio",
    "max-compat, audio, video",
  })
  void playsStreamsOfOneKind(String policy, String first, String second) throws Exception {
    String configuration = "{bundlePolicy: '%s'}".formatted(policy);
    try (Viewer viewer = Viewer.open()) {
      viewer.post(service.whep("dark"), List.of(first, second), configuration);
      assertAnswered(viewer);
      Observation heard = viewer.observe(Duration.ofSeconds(2));
      assertTrue(heard.rise(Stats::audioEnergy) > 0, heard.summary());
    }
    try (Viewer viewer = Viewer.open()) {
      viewer.post(service.whep("silent"), List.of(first, second), configuration);
      assertAnswered(viewer);
      viewer.firstFrame();
    }
  }

  private static void assertAnswered(Viewer viewer) throws Exception {
    Viewer.Answer answer = viewer.answer();
    assertEquals(201, answer.status(), answer.sdp());
  }
}
