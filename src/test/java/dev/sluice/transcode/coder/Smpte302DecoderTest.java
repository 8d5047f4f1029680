package dev.sluice.transcode.coder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.pcm.PcmBlock;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.container.mpegts.TsDemuxer;
import dev.sluice.container.mpegts.TsListener;
import dev.sluice.media.Codec;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Smpte302DecoderTest {
  private final List<Codec> codecs = new ArrayList<>();
  private final List<byte[]> packets = new ArrayList<>();
  private final Smpte302Decoder decoder = new Smpte302Decoder();

  private void demux() throws Exception {
    TsDemuxer demuxer =
        new TsDemuxer(
            new TsListener() {
              @Override
              public void onProgramMap(ProgramMap map) {
                map.streams().forEach(stream -> codecs.add(stream.codec()));
              }

              @Override
              public void onPes(Pes pes) {
                packets.add(
                    Arrays.copyOfRange(pes.array(), pes.offset(), pes.offset() + pes.length()));
              }
            });
    try (InputStream in = getClass().getResourceAsStream("/sound/smpte302.ts")) {
      byte[] all = in.readAllBytes();
      demuxer.feed(all, 0, all.length, 0);
      demuxer.end(0);
    }
  }

  @Test
  void readsTheSamplesThatFfmpegWrote() throws Exception {
    demux();
    assertEquals(List.of(Codec.SMPTE_302M), codecs);
    int[] at = {0};
    for (byte[] packet : packets) {
      assertTrue(decoder.decode(packet, 0, packet.length, block -> at[0] = compare(block, at[0])));
    }
    assertTrue(at[0] >= 4096, "samples: " + at[0]);
  }

  private static int compare(PcmBlock block, int from) {
    assertEquals(48_000, block.sampleRateHz());
    for (int i = 0; i < block.samples(); i++) {
      double seconds = (from + i) / 48_000.0;
      assertEquals(0.25 * Math.sin(2 * Math.PI * 440 * seconds), block.plane(0)[i], 1e-5);
      assertEquals(0.25 * Math.sin(2 * Math.PI * 1000 * seconds), block.plane(1)[i], 1e-5);
    }
    return from + block.samples();
  }

  @Test
  void survivesAnyBytes() {
    Random random = new Random(302);
    for (int length = 0; length < 1500; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      boolean unused = decoder.decode(bytes, 0, length, block -> assertTrue(block.samples() > 0));
    }
    assertFalse(decoder.decode(new byte[4], 0, 4, block -> {}));
  }
}
