package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.container.mpegts.TsCounter;
import dev.sluice.golden.Chunking;
import dev.sluice.golden.Golden;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams with the faults of other people's encoders and gateways. */
class OthersStreamsTest {
  private static final int VIDEO_PID = 256;

  private static byte[] file(String name) {
    return Golden.bytes("faults/" + name + ".ts");
  }

  /** The stream without lengths of video PES packets. */
  private static byte[] unbounded(byte[] file) {
    byte[] bytes = file.clone();
    for (int at = 0; at < bytes.length; at += 188) {
      int header = Bytes.i32(bytes, at);
      boolean start = (header & 0x400000) != 0;
      if (start && (header >>> 8 & 0x1FFF) == VIDEO_PID) {
        int field = (header & 0x20) == 0 ? 0 : 1 + Bytes.u8(bytes, at + 4);
        Bytes.put16(bytes, at + 4 + field + 4, 0);
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(Chunking.class)
  void lengthsThatAreHalfTheTruthLoseNothing(Chunking chunking) {
    byte[] file = file("pes-length-half");
    Rig rig = new Rig().whole(file, chunking);
    assertEquals(new Rig().whole(unbounded(file), Chunking.WHOLE).dump(), rig.dump());
    assertEquals(0, rig.ingest.transportCounters().get(TsCounter.ORPHAN_PACKETS));
    assertEquals(1, rig.ingest.transportCounters().get(TsCounter.PES_LENGTHS_IGNORED));
    assertTrue(rig.stream.health().warnings().getFirst().contains("PID 256"));
  }

  /** The stream with a packet before it. */
  private static byte[] behind(byte[] packet, byte[] file) {
    byte[] bytes = Arrays.copyOf(packet, packet.length + file.length);
    System.arraycopy(file, 0, bytes, packet.length, file.length);
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(Chunking.class)
  void streamWithoutPatLosesNothing(Chunking chunking) {
    byte[] file = file("no-pat");
    byte[] pat = Arrays.copyOf(file("pes-length-half"), 188);
    Rig rig = new Rig().whole(file, chunking);
    assertEquals(new Rig().whole(behind(pat, file), Chunking.WHOLE).dump(), rig.dump());
    assertTrue(rig.stream.health().warnings().getFirst().contains("PID 4096"));
  }

  @ParameterizedTest
  @EnumSource(Chunking.class)
  void programMapWithAWrongCrcLosesNothing(Chunking chunking) {
    byte[] file = file("pmt-crc-never-right");
    byte[] tables = Arrays.copyOf(file("pes-length-half"), 2 * 188);
    Rig rig = new Rig().whole(file, chunking);
    assertEquals(new Rig().whole(behind(tables, file), Chunking.WHOLE).dump(), rig.dump());
    assertTrue(rig.stream.health().warnings().getFirst().contains("PID 4096"));
  }
}
