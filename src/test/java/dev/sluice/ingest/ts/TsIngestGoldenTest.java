package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.golden.Chunking;
import dev.sluice.golden.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TsIngestGoldenTest {
  @ParameterizedTest
  @MethodSource("dev.sluice.golden.Golden#transportStreams")
  void theSameForEveryWayOfCutting(String name) {
    byte[] file = Golden.bytes("ts/" + name + ".ts");
    String dump = new Rig().whole(file, Chunking.WHOLE).dump();
    Golden.check("ts/" + name + ".ingest.txt", dump);
    for (Chunking chunking : Chunking.values()) {
      assertEquals(dump, new Rig().whole(file, chunking).dump(), chunking.name());
    }
  }
}
