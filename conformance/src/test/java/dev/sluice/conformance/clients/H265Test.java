package dev.sluice.conformance.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.ServiceProcess;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** H.265 goes unchanged to clients whose offer has it, and can be decoded. */
class H265Test {
  private static final Duration PLAY = Duration.ofSeconds(4);

  /** Two thirds of those sent. */
  private static final int LEAST_PICTURES = 80;

  static Stream<ProgramClient> clients() {
    return Stream.of(ProgramClient.pion(), ProgramClient.gstreamer("--video", "H265"));
  }

  @Tag("quick")
  @ParameterizedTest
  @MethodSource("clients")
  void plays(ProgramClient client) throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        FfmpegPusher pusher = FfmpegPusher.h265AndSound(service.ingest("h265"))) {
      service.awaitPlayable("h265");
      try (Client.Run run = client.start(service.whep("h265"), PLAY, false)) {
        Played played = run.awaitPlayed();
        assertTrue(played.pictures() >= LEAST_PICTURES, played.toString());
        assertTrue(played.audible(), played.toString());
        assertTrue(pusher.process().isAlive(), pusher.process().output());
      }
    }
  }
}
