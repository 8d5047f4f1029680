package dev.sluice.conformance.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of all clients, and a recording. */
class AiortcTest extends ClientContract {
  private static final Duration RECORD = Duration.ofSeconds(30);

  /** Seconds missing in the recording: before the recorder starts, and unwritten at its end. */
  private static final double TOLERANCE_SECONDS = 2;

  AiortcTest() {
    super(ProgramClient.aiortc());
  }

  @Test
  void recordsForHalfAMinute(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("recording.mp4");
    URI whep = service().whep("recorded");
    try (FfmpegPusher pusher = FfmpegPusher.picturesAndSound(service().ingest("recorded"));
        Client.Run run =
            ProgramClient.aiortc("--record", file.toString()).start(whep, RECORD, false)) {
      run.awaitPlayed();
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
    for (String kind : List.of("v", "a")) {
      double seconds = Recording.seconds(file, kind);
      assertEquals(RECORD.toSeconds(), seconds, TOLERANCE_SECONDS, kind);
      List<Double> times = Recording.decodingSeconds(file, kind);
      assertTrue(times.size() > 20 * RECORD.toSeconds(), kind + ": " + times.size());
      for (int i = 1; i < times.size(); i++) {
        assertTrue(times.get(i) > times.get(i - 1), kind + " goes back at " + times.get(i));
      }
    }
  }
}
