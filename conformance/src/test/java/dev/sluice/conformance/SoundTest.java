package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.ChildProcess;
import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sound that browsers cannot play is transcoded: Chromium hears the tones of the source, 440 Hz on
 * the left and 1000 Hz on the right, at their level.
 */
class SoundTest {
  private static final double AMPLITUDE = 0.25;

  /** Amplitudes of 440 and 1000 Hz on the left, and on the right. */
  private static final String HEARD =
      """
      (async () => {
        const context = new AudioContext({ sampleRate: 48000 });
        await context.resume();
        const splitter = context.createChannelSplitter(2);
        context.createMediaStreamSource(video.srcObject).connect(splitter);
        const sides = [0, 1].map((side) => {
          const analyser = context.createAnalyser();
          analyser.fftSize = 16384;
          splitter.connect(analyser, side);
          return analyser;
        });
        const amplitude = (samples, hertz) => {
          let sine = 0;
          let cosine = 0;
          for (let i = 0; i < 14400; i++) {
            sine += samples[i] * Math.sin((2 * Math.PI * hertz * i) / 48000);
            cosine += samples[i] * Math.cos((2 * Math.PI * hertz * i) / 48000);
          }
          return Math.hypot(sine, cosine) / 7200;
        };
        const measure = () =>
          sides.flatMap((analyser) => {
            const samples = new Float32Array(analyser.fftSize);
            analyser.getFloatTimeDomainData(samples);
            return [amplitude(samples, 440), amplitude(samples, 1000)];
          });
        // At its beginning the browser stretches sound, which disturbs single measurements.
        let heard = [];
        for (let i = 0; i < 30 && !(heard[0] > 0.23 && heard[3] > 0.23); i++) {
          await new Promise((resolve) => setTimeout(resolve, 500));
          heard = measure();
        }
        return heard;
      })()
      """;

  /** Chromium decodes two channels only if its own offer has them. */
  private static final String OFFER_STEREO =
      """
      const set = RTCPeerConnection.prototype.setLocalDescription;
      RTCPeerConnection.prototype.setLocalDescription = async function () {
        const { type, sdp } = await this.createOffer();
        return set.call(this, { type, sdp: sdp.replace("useinbandfec=1", "useinbandfec=1;stereo=1") });
      };
      undefined;
      """;

  @TempDir private Path folder;

  @Tag("quick")
  @ParameterizedTest
  @ValueSource(strings = {"aac", "mp2", "ac3"})
  void hearsTheTonesOfEachCoding(String coding) throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        FfmpegPusher pusher = FfmpegPusher.tones(service.ingest("live"), "-c:a", coding);
        Viewer viewer = Viewer.open()) {
      hear(service, viewer);
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
  }

  @Test
  void hearsAacWithoutTheSystemsLibraries() throws Exception {
    Map<String, String> without =
        Map.of("JAVA_TOOL_OPTIONS", "-Dsluice.libavcodec=none -Dsluice.libopus=none");
    try (ServiceProcess service = ServiceProcess.serve(without);
        FfmpegPusher pusher = FfmpegPusher.tones(service.ingest("live"), "-c:a", "aac");
        Viewer viewer = Viewer.open()) {
      hear(service, viewer);
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
  }

  /** The command that most people try first. */
  @Test
  void playsAFilmAsItIs() throws Exception {
    Path film = folder.resolve("film.mp4");
    try (ChildProcess made = FfmpegPusher.makeFilm(film)) {
      made.awaitEnd(Duration.ofSeconds(60));
    }
    try (ServiceProcess service = ServiceProcess.serve();
        FfmpegPusher pusher = FfmpegPusher.film(service.ingest("live"), film);
        Viewer viewer = Viewer.open()) {
      hear(service, viewer);
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
  }

  private static void hear(ServiceProcess service, Viewer viewer) throws Exception {
    URI whep = service.whep("live");
    JsonValue unusedResult = viewer.page().evaluate(OFFER_STEREO);
    viewer.post(whep, List.of("video", "audio"));
    assertEquals(201, viewer.answer().status());
    double unused = viewer.firstFrame();
    JsonArray heard = viewer.page().evaluate(HEARD, Duration.ofSeconds(30)).asJsonArray();
    double[] amplitudes =
        heard.getValuesAs(JsonNumber.class).stream().mapToDouble(JsonNumber::doubleValue).toArray();
    String all = heard.toString();
    assertEquals(AMPLITUDE, amplitudes[0], 0.03, "440 Hz on the left: " + all);
    assertEquals(0, amplitudes[1], 0.01, "1000 Hz on the left: " + all);
    assertEquals(0, amplitudes[2], 0.01, "440 Hz on the right: " + all);
    assertEquals(AMPLITUDE, amplitudes[3], 0.03, "1000 Hz on the right: " + all);
    assertEquals(1, service.metric("sluice_sound_transcoders"));
  }
}
