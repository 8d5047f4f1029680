package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The player page, as a person sees it. */
@Tag("quick")
class PlayerNoticeTest {
  private static final String STREAM = "living-room-camera";
  private static final String TOKEN = "0123456789abcdef01";

  @Test
  void aNoticeIsReadableAndTheNameHasRoomOnATelephone() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        Viewer viewer = Viewer.open()) {
      try (FfmpegPusher pusher = FfmpegPusher.picturesAndSound(service.ingest(STREAM))) {
        viewer.visit(service.publicAddress("/play/" + STREAM));
        viewer.page().resize(390, 844);
        until(viewer, "sluicePlayer.state === 'playing' && sluicePlayer.stats !== null");
        until(viewer, "document.getElementById('viewers').checkVisibility()");
        until(viewer, "document.getElementById('name').clientWidth >= 100");
        until(viewer, "document.getElementById('fullscreen').getBoundingClientRect().right < 390");
        until(viewer, "document.body.textContent.match(/Freezes/g).length === 1");
        assertTrue(pusher.process().isAlive(), pusher.process().output());
      }
      until(viewer, "sluicePlayer.state === 'stalled'");
      until(viewer, "document.getElementById('notice-title').textContent.includes('source')");
      until(viewer, "getComputedStyle(document.getElementById('video')).opacity <= 0.25");
      // Viewers are counted of a session, and a waiting player has none.
      viewer.page().evaluate("document.body.dataset.state = 'waiting'");
      until(viewer, "!document.getElementById('viewers').checkVisibility()");
    }
  }

  @Test
  void aViewerWithoutATokenReadsWhatToDo() throws Exception {
    try (ServiceProcess service =
            ServiceProcess.serve(
                Map.of(
                    "SLUICE_AUTH_MODE",
                    "tokens",
                    "SLUICE_AUTH_TOKENS",
                    "play:%s:%s".formatted(STREAM, TOKEN)));
        Viewer viewer = Viewer.open()) {
      viewer.visit(service.publicAddress("/play/" + STREAM));
      awaitSentence(viewer, "the whole link");
      viewer.visit(service.publicAddress("/play/" + STREAM + "?token=0000000000000000"));
      awaitSentence(viewer, "not valid");
      viewer.visit(service.publicAddress("/play/another?token=" + TOKEN));
      awaitSentence(viewer, "another stream");
      until(viewer, "document.querySelector('.home').search === '?token=%s'".formatted(TOKEN));
    }
  }

  private static void awaitSentence(Viewer viewer, String part) throws InterruptedException {
    String detail = "document.getElementById('notice-detail').textContent";
    until(
        viewer,
        "sluicePlayer.state === 'failed' && %s.includes('%s') && !%s.includes('Bearer')"
            .formatted(detail, part, detail));
  }

  private static void until(Viewer viewer, String condition) throws InterruptedException {
    viewer.until("window.sluicePlayer && (%s)".formatted(condition));
  }
}
