package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.Observation;
import dev.sluice.conformance.harness.Observation.Stats;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real browser plays the stream of a real ffmpeg. */
@Tag("quick")
class WatchTest {
  private static final Duration LOOK = Duration.ofSeconds(6);

  private static ServiceProcess service;

  @BeforeAll
  static void startService() throws Exception {
    service = ServiceProcess.serve();
  }

  @AfterAll
  static void stopService() {
    service.close();
  }

  @Test
  void viewerThatAsksFirstPlaysAsSoonAsTheSourceStarts() throws Exception {
    try (Viewer viewer = Viewer.open()) {
      viewer.post(service.whep("early"));
      double sourceStartedAtMillis = System.currentTimeMillis();
      try (FfmpegPusher pusher = FfmpegPusher.picturesAndSound(service.ingest("early"))) {
        Viewer.Answer answer = viewer.answer();
        assertEquals(201, answer.status(), answer.sdp());
        assertTrue(answer.answeredAtMillis() > sourceStartedAtMillis, "answered without a source");
        viewer.firstFrame();
        Observation seen = viewer.observe(LOOK);
        assertMoving(seen);
        assertAudible(seen);
        assertTrue(pusher.process().isAlive(), pusher.process().output());
      }
    }
  }

  @Test
  void viewerThatComesLaterPlaysAtOnce() throws Exception {
    try (FfmpegPusher pusher = FfmpegPusher.picturesAndSound(service.ingest("running"));
        Viewer early = Viewer.open();
        Viewer late = Viewer.open()) {
      early.post(service.whep("running"));
      early.firstFrame();
      late.post(service.whep("running"));
      Viewer.Answer answer = late.answer();
      assertEquals(201, answer.status(), answer.sdp());
      late.firstFrame();
      assertMoving(late.observe(Duration.ofSeconds(3)));
      assertEquals(200, late.leave());
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
  }

  @Test
  void viewerWhoseNetworkBlocksUdpPlaysOverTcp() throws Exception {
    try (FfmpegPusher pusher = FfmpegPusher.picturesAndSound(service.ingest("tcp"));
        Viewer viewer = Viewer.open()) {
      viewer.withoutUdp();
      viewer.post(service.whep("tcp"));
      Viewer.Answer answer = viewer.answer();
      assertEquals(201, answer.status(), answer.sdp());
      assertTrue(answer.sdp().contains(" tcptype passive"), answer.sdp());
      viewer.firstFrame();
      Observation seen = viewer.observe(LOOK);
      assertMoving(seen);
      assertAudible(seen);
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
  }

  @Test
  void streamWithoutSoundPlaysSilenceAndTakesUpSoundInTheSameSession() throws Exception {
    try (Viewer viewer = Viewer.open()) {
      try (FfmpegPusher pusher = FfmpegPusher.picturesOnly(service.ingest("silent"))) {
        viewer.post(service.whep("silent"));
        Viewer.Answer answer = viewer.answer();
        assertEquals(201, answer.status(), answer.sdp());
        assertEquals(List.of("video", "audio"), acceptedKinds(answer.sdp()));
        viewer.firstFrame();
        Observation silent = viewer.observe(LOOK);
        assertMoving(silent);
        double samples = silent.rise(Stats::audioSamples);
        assertTrue(samples > 0.9 * LOOK.toSeconds() * 48_000, silent.summary());
        assertTrue(silent.rise(Stats::audioConcealed) < samples / 10, silent.summary());
        assertEquals(0, silent.rise(Stats::audioEnergy), silent.summary());
        assertTrue(pusher.process().isAlive(), pusher.process().output());
      }
      try (FfmpegPusher pusher = FfmpegPusher.picturesAndSound(service.ingest("silent"))) {
        service.awaitPlayable("silent");
        Observation sounding = viewer.observe(LOOK);
        assertAudible(sounding);
        assertTrue(pusher.process().isAlive(), pusher.process().output());
      }
    }
  }

  @Test
  void streamWithoutPicturesPlaysSoundOnly() throws Exception {
    try (FfmpegPusher pusher = FfmpegPusher.soundOnly(service.ingest("dark"));
        Viewer viewer = Viewer.open()) {
      viewer.post(service.whep("dark"));
      Viewer.Answer answer = viewer.answer();
      assertEquals(201, answer.status(), answer.sdp());
      assertEquals(List.of("audio"), acceptedKinds(answer.sdp()));
      assertAudible(viewer.observe(LOOK));
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
  }

  /** Three seconds of moving pictures, without a still second. */
  private static void assertMoving(Observation seen) {
    assertTrue(seen.moving().size() >= 3 * 20, seen.summary());
    assertTrue(seen.longestStillMillis() < 1000, seen.summary());
    assertTrue(seen.longestWithoutDecodingMillis() < 1000, seen.summary());
  }

  private static void assertAudible(Observation seen) {
    assertTrue(seen.rise(Stats::audioEnergy) > 0, seen.summary());
  }

  /** The kinds of the media sections with a sender. */
  private static List<String> acceptedKinds(String sdp) {
    return Arrays.stream(sdp.split("(?=m=(audio|video) )"))
        .filter(section -> section.contains("\r\na=sendonly\r\n"))
        .map(section -> section.substring(2, section.indexOf(' ')))
        .toList();
  }
}
