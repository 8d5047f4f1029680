package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.golden.Golden;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flipped bits and lost bytes: nothing is thrown, and time never goes backwards. */
class TsIngestFuzzTest {
  private static final List<String> FILES =
      List.of(
          "h264-opus",
          "h264-slices",
          "h264-opus-wrap",
          "two-programs",
          "h265-ac3",
          "h264-nal-per-pes");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void mutatedFiles(long seed) {
    Random random = new Random(seed);
    Rig rig = new Rig();
    for (int round = 0; round < 60; round++) {
      byte[] file = Golden.bytes("ts/" + FILES.get(random.nextInt(FILES.size())) + ".ts");
      for (int i = random.nextInt(60); i > 0; i--) {
        file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      }
      int cut = random.nextInt(500);
      rig.ingest.feed(file, cut, file.length - cut, round * 1_000_000_000L);
      if (random.nextInt(5) == 0) {
        rig.replace();
      }
    }
    for (int track = 0; track < 4; track++) {
      long last = Long.MIN_VALUE;
      for (Rig.Entry entry : rig.log(track)) {
        assertTrue(entry.dts() > last && entry.pts() >= entry.dts(), "seed " + seed);
        last = entry.dts();
        if (track == 0) {
          FakeVideo.body(entry);
          FakeVideo.nalUnits(entry.payloads());
        }
      }
    }
  }
}
