package dev.sluice.conformance.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.LoopMaterial;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of all clients, and a recording. */
class AiortcTest extends ClientContract {
  private static final Duration RECORD = Duration.ofSeconds(30);

  private static final Duration LATE_PLAY = Duration.ofSeconds(4);

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
    assertWhole(file);
  }

  /** The recorder waits for both tracks. */
  @Test
  void recordsAStreamWithoutSound(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("recording.mp4");
    URI whep = service().whep("unsounded");
    try (FfmpegPusher pusher = FfmpegPusher.picturesOnly(service().ingest("unsounded"));
        Client.Run run =
            ProgramClient.aiortc("--record", file.toString()).start(whep, RECORD, false)) {
      run.awaitPlayed();
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
    assertWhole(file);
  }

  /** Of one size, since the recorder ends at another one; of other clocks, one of which wraps. */
  @Test
  void recordsAcrossThreeSwaps(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("recording.mp4");
    URI whep = service().whep("swapped");
    URI ingest = service().ingest("swapped");
    List<Path> sources =
        List.of(
            new LoopMaterial(360, 1, 800).file(),
            new LoopMaterial(360, 2, 500).shifted(5000),
            new LoopMaterial(360, 1, 800).shifted(95_440),
            new LoopMaterial(360, 2, 500).file());
    List<FfmpegPusher> pushers = new ArrayList<>();
    pushers.add(FfmpegPusher.repeated(ingest, sources.getFirst()));
    try (ScheduledExecutorService swaps = Executors.newSingleThreadScheduledExecutor();
        Client.Run run =
            ProgramClient.aiortc("--record", file.toString()).start(whep, RECORD, false)) {
      List<Future<FfmpegPusher>> begun = new ArrayList<>();
      for (int i = 1; i < sources.size(); i++) {
        Path next = sources.get(i);
        begun.add(
            swaps.schedule(() -> FfmpegPusher.repeated(ingest, next), 8L * i, TimeUnit.SECONDS));
      }
      run.awaitPlayed();
      for (Future<FfmpegPusher> each : begun) {
        pushers.add(each.get());
      }
      assertTrue(pushers.getLast().process().isAlive(), pushers.getLast().process().output());
    } finally {
      pushers.forEach(FfmpegPusher::close);
    }
    assertEquals(3, service().metric("sluice_takeovers_total"));
    assertWhole(file);
  }

  /** The answer comes at once, and the stream begins ten seconds later. */
  @Test
  @Tag("quick")
  void playsAStreamThatBeginsLongAfterTheAnswer() throws Exception {
    URI whep = service().publicAddress("/whep/late?wait=answer");
    URI ingest = service().ingest("late");
    try (ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        Client.Run run = ProgramClient.aiortc().start(whep, LATE_PLAY, false)) {
      run.awaitPosting();
      Future<FfmpegPusher> begun =
          later.schedule(() -> FfmpegPusher.picturesAndSound(ingest), 10, TimeUnit.SECONDS);
      Played played = run.awaitPlayed();
      begun.get().close();
      assertTrue(played.answeredAtMillis() - played.postedAtMillis() < 5000, played.toString());
      assertTrue(played.pictureAtMillis() - played.answeredAtMillis() > 5000, played.toString());
      assertTrue(played.pictures() > 60 && played.audible(), played.toString());
      assertEquals(List.of("connecting", "connected"), played.states());
    }
  }

  private static void assertWhole(Path file) throws Exception {
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
