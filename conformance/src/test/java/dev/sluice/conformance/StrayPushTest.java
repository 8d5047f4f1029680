package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.ServiceProcess;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real ffmpeg that pushes to a wrong address ends, and the log says why. */
@Tag("quick")
class StrayPushTest {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @ParameterizedTest
  @ValueSource(strings = {"public /ingest/live", "control /live", "control /ingest/my%20film"})
  void endsWithAnError(String address) throws Exception {
    String path = address.substring(address.indexOf(' ') + 1);
    try (ServiceProcess service = ServiceProcess.serve();
        FfmpegPusher pusher =
            FfmpegPusher.picturesAndSound(
                address.startsWith("public")
                    ? service.publicAddress(path)
                    : service.controlAddress(path))) {
      assertNotEquals(0, pusher.process().awaitEnd(PATIENCE), pusher.process().output());
      assertTrue(
          service.process().output().contains("A push was refused: PUT " + path),
          service.process().output());
    }
  }
}
