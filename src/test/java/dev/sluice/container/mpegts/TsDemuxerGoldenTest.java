package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.golden.Chunking;
import dev.sluice.golden.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TsDemuxerGoldenTest {
  @ParameterizedTest
  @MethodSource("dev.sluice.golden.Golden#transportStreams")
  void theSameForEveryWayOfCutting(String name) {
    byte[] file = Golden.bytes("ts/" + name + ".ts");
    String dump = DemuxDump.of(file, Chunking.WHOLE);
    Golden.check("ts/" + name + ".demux.txt", dump);
    for (Chunking chunking : Chunking.values()) {
      assertEquals(dump, DemuxDump.of(file, chunking), chunking.name());
    }
  }
}
