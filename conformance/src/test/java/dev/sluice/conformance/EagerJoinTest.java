package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.LoopMaterial;
import dev.sluice.conformance.harness.Observation;
import dev.sluice.conformance.harness.PacedPush;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Viewers that are answered before their stream has output. The join times are written to {@code
 * target/eager-join.md}.
 */
class EagerJoinTest {
  private static final Path TABLE = Path.of("target", "eager-join.md");
  private static final int JOINS = Integer.getInteger("joins", 5);
  private static final Duration WATCH = Duration.ofSeconds(3);
  private static final double PATIENCE_MILLIS = 5_000;
  private static final String WAITING = "sluice_sessions_waiting";

  @Test
  @Tag("quick")
  void aViewerThatComesTenSecondsEarlyIsConnectedAndPlays() throws Exception {
    try (ServiceProcess service =
            ServiceProcess.serve(
                Map.of("SLUICE_STREAM_EAGER_ANSWER", "on", "SLUICE_STREAM_LINGER_SECONDS", "1"));
        Viewer viewer = Viewer.open()) {
      viewer.visit(service.publicAddress("/play/live"));
      until(viewer, "sluicePlayer.pc?.connectionState === 'connected'");
      awaitNotice(viewer, "waiting", "Waiting for the source");
      viewer.page().evaluate("window.firstPc = sluicePlayer.pc");
      viewer.until("performance.now() > 10_000");
      assertEquals(1, service.metric(WAITING));
      until(viewer, "sluicePlayer.state === 'waiting' && sluicePlayer.pc === firstPc");
      try (FfmpegPusher pusher = FfmpegPusher.picturesAndSound(service.ingest("live"))) {
        until(viewer, "sluicePlayer.state === 'playing' && sluicePlayer.stats.framesDecoded > 30");
        until(viewer, "document.getElementById('notice').hidden");
        assertTrue(isSame(viewer), "the session that waited plays");
        assertEquals(0, service.metric(WAITING));
        assertTrue(pusher.process().isAlive(), pusher.process().output());
      }
    }
  }

  private static boolean isSame(Viewer viewer) throws InterruptedException {
    return viewer.page().evaluate("sluicePlayer.pc === firstPc").toString().equals("true");
  }

  @Test
  @Tag("quick")
  void pictureAndSoundOfAnEarlySessionArePlayed() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        Viewer viewer = Viewer.open()) {
      viewer.post(eager(service, "live"));
      assertEquals(201, viewer.answer().status());
      awaitMetric(service, WAITING, 1);
      try (FfmpegPusher pusher = FfmpegPusher.picturesAndSound(service.ingest("live"))) {
        double unused = viewer.firstFrame();
        Observation seen = viewer.observe(WATCH);
        assertTrue(seen.rise(Observation.Stats::framesDecoded) > 60, seen.summary());
        assertTrue(seen.rise(Observation.Stats::audioEnergy) > 0.001, seen.summary());
        assertTrue(pusher.process().isAlive(), pusher.process().output());
      }
    }
  }

  @Test
  @Tag("quick")
  void soundAloneIsTakenUpByANewSession() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        Viewer viewer = Viewer.open()) {
      viewer.visit(service.publicAddress("/play/radio?wait=answer"));
      awaitNotice(viewer, "waiting", "Waiting for the source");
      try (FfmpegPusher pusher = FfmpegPusher.soundOnly(service.ingest("radio"))) {
        awaitNotice(viewer, "playing", "Sound only");
        assertTrue(pusher.process().isAlive(), pusher.process().output());
      }
    }
  }

  @Test
  @Tag("quick")
  void aPictureAloneIsPlayedAndSaysThatThereIsNoSound() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        Viewer viewer = Viewer.open()) {
      viewer.visit(service.publicAddress("/play/mute?wait=answer"));
      awaitNotice(viewer, "waiting", "Waiting for the source");
      viewer.page().evaluate("window.firstPc = sluicePlayer.pc");
      try (FfmpegPusher pusher = FfmpegPusher.picturesOnly(service.ingest("mute"))) {
        until(viewer, "sluicePlayer.state === 'playing'");
        until(viewer, "document.getElementById('unplayed').textContent.includes('no sound')");
        until(viewer, "document.getElementById('mute').disabled");
        assertTrue(isSame(viewer), "no new session");
        assertTrue(pusher.process().isAlive(), pusher.process().output());
      }
    }
  }

  @Test
  @Tag("quick")
  void aStreamThatCannotBePlayedIsExplained() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve(Map.of());
        Viewer viewer = Viewer.open()) {
      viewer.visit(service.publicAddress("/play/film?wait=answer"));
      awaitNotice(viewer, "waiting", "Waiting for the source");
      try (FfmpegPusher pusher = FfmpegPusher.picturesInItsOwnWay(service.ingest("film"))) {
        awaitNotice(viewer, "failed", "This cannot be played");
        until(viewer, "document.getElementById('notice-detail').textContent.includes('B-frames')");
        assertTrue(pusher.process().isAlive(), pusher.process().output());
      }
    }
  }

  /** From the last byte of the first key picture to the screen; the eager session is 2 s old. */
  @Test
  @Tag("eager")
  void theTimeFromTheFirstKeyPictureToTheScreenIsRecorded() throws Exception {
    List<byte[]> pictures = PacedPush.read(new LoopMaterial(720, 2, 2500).file());
    List<Double> eager = new ArrayList<>();
    List<Double> held = new ArrayList<>();
    try (ServiceProcess service = ServiceProcess.serve(ServiceProcess.onLoopback());
        Viewer viewer = Viewer.open()) {
      URI page = URI.create(viewer.page().evaluate("location.href").toString().replace("\"", ""));
      for (int i = 0; i < JOINS; i++) {
        viewer.visit(page);
        viewer.post(eager(service, "eager" + i));
        assertEquals(201, viewer.answer().status());
        viewer.until("viewer.pc.connectionState === 'connected'");
        eager.add(join(viewer, service.ingest("eager" + i), pictures));
        viewer.visit(page);
        viewer.post(service.whep("held" + i));
        awaitMetric(service, "sluice_whep_waiting", 1);
        held.add(join(viewer, service.ingest("held" + i), pictures));
      }
    }
    Files.createDirectories(TABLE.getParent());
    Files.writeString(
        TABLE,
        """
        | first key picture sent -> on the screen, ms | median | worst | all |
        |---|---|---|---|
        %s%s"""
            .formatted(row("eager session", eager), row("held POST", held)));
  }

  private static double join(Viewer viewer, URI ingest, List<byte[]> pictures) throws Exception {
    viewer.until("performance.now() > 3_000");
    try (PacedPush push = PacedPush.start(ingest, pictures)) {
      double millis = viewer.firstFrame() - push.firstPictureMillis();
      assertTrue(millis > 0 && millis < PATIENCE_MILLIS, millis + " ms");
      assertTrue(viewer.leave() == 200, "DELETE");
      return millis;
    }
  }

  private static String row(String name, List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    String all = Arrays.stream(sorted).mapToObj("%.0f"::formatted).toList().toString();
    return "| %s | %.0f | %.0f | %s |%n"
        .formatted(name, sorted[sorted.length / 2], sorted[sorted.length - 1], all);
  }

  private static URI eager(ServiceProcess service, String stream) {
    return service.publicAddress("/whep/" + stream + "?wait=answer");
  }

  private static void awaitMetric(ServiceProcess service, String series, long value)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (service.metric(series) != value) {
      assertTrue(System.nanoTime() < deadline, series + " is never " + value);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static void awaitNotice(Viewer viewer, String state, String title)
      throws InterruptedException {
    until(
        viewer,
        "sluicePlayer.state === '%s' && document.getElementById('notice-title').textContent === '%s'"
            .formatted(state, title));
  }

  private static void until(Viewer viewer, String condition) throws InterruptedException {
    viewer.until("window.sluicePlayer && (%s)".formatted(condition));
  }
}
