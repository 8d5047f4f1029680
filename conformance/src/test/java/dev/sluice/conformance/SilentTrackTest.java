package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.GappedPusher;
import dev.sluice.conformance.harness.Observation;
import dev.sluice.conformance.harness.Observation.Stats;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams that declare a picture or sound which comes late. */
@Tag("quick")
class SilentTrackTest {
  private static final Pattern SOUND_IS_ABSENT =
      Pattern.compile("The sound .* nothing of it arrives");

  @Test
  void soundPlaysWithoutThePicture() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        GappedPusher pusher = GappedPusher.start(service.ingest("live"), GappedPusher.PICTURE_PID);
        Viewer viewer = Viewer.open()) {
      Observation heard = watch(service, viewer);
      assertTrue(heard.rise(Stats::audioEnergy) > 0, heard.summary());
      assertTrue(pusher.isAlive());
    }
  }

  /** Without negotiated sound, or with sound that never comes, browsers play the picture. */
  @Test
  void pictureIsSeenAndSoundIsHeardAsSoonAsItComes() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        GappedPusher pusher = GappedPusher.start(service.ingest("live"), GappedPusher.SOUND_PID);
        Viewer viewer = Viewer.open()) {
      service.process().awaitLine(SOUND_IS_ABSENT, Duration.ofSeconds(20));
      Observation seen = watch(service, viewer);
      assertTrue(seen.rise(Stats::framesDecoded) > 30, seen.summary());
      pusher.withhold();
      Observation heard = viewer.observe(Duration.ofSeconds(3));
      assertTrue(heard.rise(Stats::audioEnergy) > 0, heard.summary());
    }
  }

  @Test
  void playerSaysThatThePictureHasStoppedWhileTheSoundGoesOn() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        GappedPusher pusher = GappedPusher.start(service.ingest("live"));
        Viewer viewer = Viewer.open()) {
      viewer.visit(service.publicAddress("/play/live"));
      viewer.until("window.sluicePlayer?.stats?.framesDecoded > 10");
      pusher.withhold(GappedPusher.PICTURE_PID);
      viewer.until(
          """
          document.getElementById('unplayed').checkVisibility()
            && document.getElementById('unplayed').textContent.includes('does not arrive any more')
          """);
      pusher.withhold();
      viewer.until("document.getElementById('unplayed').hidden");
    }
  }

  private static Observation watch(ServiceProcess service, Viewer viewer) throws Exception {
    viewer.post(service.whep("live"));
    Viewer.Answer answer = viewer.answer();
    assertEquals(201, answer.status(), answer.sdp());
    return viewer.observe(Duration.ofSeconds(3));
  }

  @Test
  void playerSaysWhatIsMissingAndTakesUpThePictureThatComesLater() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        GappedPusher pusher = GappedPusher.start(service.ingest("live"), GappedPusher.PICTURE_PID);
        Viewer viewer = Viewer.open()) {
      viewer.visit(service.publicAddress("/play/live"));
      viewer.until(
          """
          window.sluicePlayer?.state === 'playing'
            && document.getElementById('notice-title').textContent === 'Sound only'
            && document.getElementById('notice-detail').textContent.includes('nothing of it arrives')
          """);
      pusher.withhold();
      viewer.until(
          """
          sluicePlayer.state === 'playing' && document.getElementById('notice').hidden
            && sluicePlayer.stats?.framesDecoded > 10
          """);
    }
  }
}
