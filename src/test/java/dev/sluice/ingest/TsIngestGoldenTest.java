package dev.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.golden.Chunking;
import dev.sluice.golden.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsIngestGoldenTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "h264-opus",
        "h264-opus-single",
        "h264-bframes",
        "h264-slices",
        "h264-intra-refresh",
        "h264-bounded",
        "h264-opus-wrap",
        "h264-size-change",
        "opus",
        "opus-stereo",
        "h264-aac",
        "h265-ac3",
        "mpeg2-mp2",
        "h264-opus-192",
        "two-programs"
      })
  void theSameForEveryWayOfCutting(String name) {
    byte[] file = Golden.bytes("ts/" + name + ".ts");
    String dump = new Rig().whole(file, Chunking.WHOLE).dump();
    Golden.check("ts/" + name + ".ingest.txt", dump);
    for (Chunking chunking : Chunking.values()) {
      assertEquals(dump, new Rig().whole(file, chunking).dump(), chunking.name());
    }
  }
}
