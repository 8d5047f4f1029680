package dev.sluice.transcode.audio;

import dev.sluice.codec.audio.AudioFramer;
import dev.sluice.codec.audio.AudioFraming;
import dev.sluice.media.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An elementary stream of the test resources, cut into access units.
 *
 * @param units with their headers
 * @param unitSamples duration of each at {@code rateHz}
 */
record SoundFile(Codec codec, List<byte[]> units, int unitSamples, int rateHz) {
  static SoundFile read(String name) throws IOException {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    Codec codec =
        switch (ending) {
          case "aac", "latm" -> Codec.AAC;
          case "mp2", "mp3" -> Codec.MPEG_AUDIO;
          case "ac3" -> Codec.AC3;
          default -> Codec.EAC3;
        };
    AudioFraming framing =
        ending.equals("latm") ? AudioFraming.LOAS : AudioFraming.of(codec).orElseThrow();
    AudioFramer framer = new AudioFramer(framing);
    try (InputStream in = SoundFile.class.getResourceAsStream("/sound/" + name)) {
      byte[] all = in.readAllBytes();
      framer.push(all, 0, all.length, 0);
    }
    framer.flush();
    List<byte[]> units = new ArrayList<>();
    int samples = 0;
    while (framer.next()) {
      samples = framer.durationSamples();
      units.add(
          Arrays.copyOfRange(framer.array(), framer.offset(), framer.offset() + framer.length()));
    }
    return new SoundFile(codec, units, samples, framer.sampleRateHz());
  }
}
