package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.FfmpegPusher;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Viewer;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Chromium plays Opus with six channels, which its page adds to the offer. */
class SurroundTest {
  /** Returns codec, channels and energy of the sound, and the strongest tones of two channels. */
  private static final String PLAY =
      """
      (async (whep) => {
        const pc = new RTCPeerConnection();
        pc.addTransceiver('audio', { direction: 'recvonly' });
        const track = new Promise((resolve) => { pc.ontrack = (event) => resolve(event.track); });
        const offer = (await pc.createOffer()).sdp
          .replace(/(m=audio [^\\r\\n]*)/, '$1 37')
          .replace('a=rtpmap:111 ',
            'a=rtpmap:37 multiopus/48000/6\\r\\n' +
            'a=fmtp:37 channel_mapping=0,1,4,5,2,3;coupled_streams=2;num_streams=4\\r\\n' +
            'a=rtpmap:111 ');
        await pc.setLocalDescription({ type: 'offer', sdp: offer });
        const response = await fetch(whep, {
          method: 'POST', headers: { 'Content-Type': 'application/sdp' }, body: offer });
        await pc.setRemoteDescription({ type: 'answer', sdp: await response.text() });
        const audio = new Audio();
        audio.srcObject = new MediaStream([await track]);
        audio.play();
        const context = new AudioContext({ sampleRate: 48000 });
        const splitter = context.createChannelSplitter(2);
        context.createMediaStreamSource(audio.srcObject).connect(splitter);
        const ears = [0, 1].map((channel) => {
          const ear = context.createAnalyser();
          ear.fftSize = 8192;
          splitter.connect(ear, channel);
          return ear;
        });
        await new Promise((resolve) => setTimeout(resolve, 3000));
        const tones = ears.map((ear) => {
          const spectrum = new Float32Array(ear.frequencyBinCount);
          ear.getFloatFrequencyData(spectrum);
          return spectrum.indexOf(Math.max(...spectrum)) * 48000 / 8192;
        });
        const all = [...(await pc.getStats()).values()];
        const inbound = all.find((one) => one.type === 'inbound-rtp');
        const codec = all.find((one) => one.id === inbound.codecId);
        return { codec: codec.mimeType, channels: codec.channels,
          energy: inbound.totalAudioEnergy, left: tones[0], right: tones[1] };
      })('%s')
      """;

  @Test
  @Tag("quick")
  void sixChannelsArePlayed() throws Exception {
    try (ServiceProcess service = ServiceProcess.serve();
        FfmpegPusher pusher = FfmpegPusher.surround(service.ingest("surround"));
        Viewer viewer = Viewer.open()) {
      JsonObject heard =
          viewer
              .page()
              .evaluate(PLAY.formatted(service.whep("surround")), Duration.ofSeconds(20))
              .asJsonObject();
      assertEquals("audio/multiopus", heard.getString("codec"), heard.toString());
      assertEquals(6, heard.getInt("channels"), heard.toString());
      assertTrue(number(heard, "energy") > 0, heard.toString());
      assertEquals(300, number(heard, "left"), 6, heard.toString());
      assertEquals(400, number(heard, "right"), 6, heard.toString());
      assertTrue(pusher.process().isAlive(), pusher.process().output());
    }
  }

  private static double number(JsonObject object, String name) {
    return object.getJsonNumber(name).doubleValue();
  }
}
