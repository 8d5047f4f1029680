package dev.sluice.conformance.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.LoopMaterial;
import dev.sluice.conformance.harness.PacedPush;
import dev.sluice.conformance.harness.ServiceProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorder runs through live, slate in a stall, and live without stopping. */
class SlateRecordingTest {
  private static final Duration RECORD = Duration.ofSeconds(20);

  /** Seconds missing in the recording: before the recorder starts, and unwritten at its end. */
  private static final double TOLERANCE_SECONDS = 2.5;

  @Test
  void aRecorderRunsThroughSlateAndStall(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("recording.mp4");
    List<byte[]> pictures = PacedPush.read(new LoopMaterial(360, 1, 800).file());
    try (ServiceProcess service = ServiceProcess.serve(Map.of("SLUICE_SLATE_MODE", "builtin"));
        PacedPush first = begin(service.ingest("recorded"), pictures);
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        Client.Run run =
            ProgramClient.aiortc("--record", file.toString())
                .start(service.whep("recorded"), RECORD, false)) {
      URI ingest = service.ingest("recorded");
      run.awaitPosting();
      Future<?> hang = later.schedule(first::hang, 6, TimeUnit.SECONDS);
      Future<PacedPush> second =
          later.schedule(() -> begin(ingest, pictures), 14, TimeUnit.SECONDS);
      run.awaitPlayed();
      hang.get();
      second.get().close();
    }
    double seconds = Recording.seconds(file, "v");
    assertEquals(RECORD.toSeconds(), seconds, TOLERANCE_SECONDS);
    List<Double> times = Recording.decodingSeconds(file, "v");
    assertTrue(times.size() > 30 * 6, times.size() + " pictures");
    for (int i = 1; i < times.size(); i++) {
      assertTrue(times.get(i) > times.get(i - 1), "goes back at " + times.get(i));
    }
  }

  private static PacedPush begin(URI ingest, List<byte[]> pictures) throws Exception {
    return PacedPush.start(ingest, pictures);
  }
}
