package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The player page and the events of its session. */
@Tag("quick")
class PlayerEventsTest {
  @Test
  void tellsOfASourceThatStopsAndTakesUpSoundThatItDidNotHave() throws Exception {
    Map<String, String> settings =
        Map.of("SLUICE_AUDIO_SILENCE", "off", "SLUICE_TRANSCODE_AUDIO", "off");
    try (ServiceProcess service = ServiceProcess.serve(settings);
        Viewer viewer = Viewer.open()) {
      try (FfmpegPusher silent = FfmpegPusher.picturesOnly(service.ingest("live"))) {
        viewer.visit(service.publicAddress("/play/live"));
        until(viewer, "sluicePlayer.state === 'playing' && sluicePlayer.stats !== null");
        until(viewer, "document.getElementById('viewers').textContent === '1 watching'");
        viewer.page().evaluate("window.firstPc = sluicePlayer.pc");
        assertTrue(silent.process().isAlive(), silent.process().output());
      }
      until(viewer, "sluicePlayer.state === 'stalled'");
      until(viewer, "document.getElementById('notice-title').textContent.includes('source')");
      try (FfmpegPusher sounding = FfmpegPusher.picturesAndSound(service.ingest("live"))) {
        until(
            viewer,
            """
            sluicePlayer.state === 'playing' && sluicePlayer.pc !== firstPc
              && document.getElementById('video').srcObject.getAudioTracks().length === 1
              && document.getElementById('notice').hidden
            """);
        assertTrue(sounding.process().isAlive(), sounding.process().output());
      }
    }
  }

  @Test
  void saysInWhichStateTheStreamIsAndGoesOnByItself() throws Exception {
    try (ServiceProcess service =
            ServiceProcess.serve(Map.of("SLUICE_STREAM_LINGER_SECONDS", "8"));
        Viewer viewer = Viewer.open()) {
      viewer.visit(service.publicAddress("/play/live"));
      awaitNotice(viewer, "waiting", "Waiting for the source");
      try (FfmpegPusher first = FfmpegPusher.picturesAndSound(service.ingest("live"))) {
        until(viewer, "sluicePlayer.state === 'playing'");
        assertTrue(first.process().isAlive(), first.process().output());
      }
      awaitNotice(viewer, "stalled", "The source has stalled");
      until(
          viewer,
          "document.getElementById('notice-detail').textContent.includes('picture is held')");
      awaitNotice(viewer, "ended", "The stream has ended");
      try (FfmpegPusher second = FfmpegPusher.picturesAndSound(service.ingest("live"))) {
        until(
            viewer, "sluicePlayer.state === 'playing' && document.getElementById('notice').hidden");
        assertTrue(second.process().isAlive(), second.process().output());
      }
    }
  }

  @Test
  void reconnectsWhenItsPayloadTypeDoesNotCoverTheNextSource() throws Exception {
    try (ServiceProcess service = ServiceProcess.demo();
        Viewer viewer = Viewer.open()) {
      viewer.visit(service.publicAddress("/play/demo"));
      until(viewer, "sluicePlayer.state === 'playing'");
      viewer.page().evaluate("window.firstPc = sluicePlayer.pc");
      try (FfmpegPusher high = FfmpegPusher.picturesAndSound(service.ingest("demo"))) {
        until(viewer, "sluicePlayer.state === 'playing' && sluicePlayer.pc !== firstPc");
        assertTrue(high.process().isAlive(), high.process().output());
      }
    }
  }

  private static void awaitNotice(Viewer viewer, String state, String title)
      throws InterruptedException {
    until(
        viewer,
        "sluicePlayer.state === '%s' && document.getElementById('notice-title').textContent === '%s'"
            .formatted(state, title));
  }

  @Test
  void tellsWhyAStreamIsSilent() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve(Map.of("SLUICE_TRANSCODE_AUDIO", "off"));
        Viewer viewer = Viewer.open()) {
      try (FfmpegPusher silent = FfmpegPusher.picturesAndAac(service.ingest("live"))) {
        viewer.visit(service.publicAddress("/play/live"));
        until(
            viewer,
            """
            sluicePlayer.state === 'playing'
              && document.getElementById('unplayed').checkVisibility()
              && document.getElementById('unplayed').textContent.startsWith('The sound is AAC')
              && document.getElementById('notice').hidden
            """);
        assertTrue(silent.process().isAlive(), silent.process().output());
      }
      try (FfmpegPusher sounding = FfmpegPusher.picturesAndSound(service.ingest("live"))) {
        until(
            viewer,
            "sluicePlayer.state === 'playing' && document.getElementById('unplayed').hidden");
        assertTrue(sounding.process().isAlive(), sounding.process().output());
      }
    }
  }

  @Test
  void goesWhereADrainedInstanceSendsIt() throws Exception {
    try (ServiceProcess service = ServiceProcess.demo();
        ServiceProcess other = ServiceProcess.demo();
        Viewer viewer = Viewer.open()) {
      viewer.visit(service.publicAddress("/play/demo"));
      until(viewer, "sluicePlayer.state === 'playing'");
      until(viewer, "document.getElementById('viewers').textContent === '1 watching'");
      String url = other.publicAddress("").toString();
      drain(service, "{\"url\":\"%s\"}".formatted(url));
      until(
          viewer,
          """
          sluicePlayer.state === 'playing' && performance
            .getEntriesByType('resource').some(({ name }) => name === '%s/whep/demo')
          """
              .formatted(url));
    }
  }

  private static void drain(ServiceProcess service, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(service.controlAddress("/api/drain"))
            .PUT(BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(request, BodyHandlers.discarding());
    }
  }

  private static void until(Viewer viewer, String condition) throws InterruptedException {
    viewer.until("window.sluicePlayer && (%s)".formatted(condition));
  }
}
