package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.media.Codec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpliceSectionTest {
  private static final int PID = 0x104;
  private static final int PMT_PID = 0x1000;

  /** SCTE 35 clause 14.1: a time_signal with a segmentation descriptor. */
  private static final String TIME_SIGNAL =
      "fc3034000000000000fffff00506fe72bd0050001e021c435545494800008e7fcf"
          + "0001a599b00808000000002ca0a18a3402009ac9d17e";

  private final List<String> sections = new ArrayList<>();
  private final TsDemuxer demuxer =
      new TsDemuxer(
          new TsListener() {
            @Override
            public void onProgramMap(ProgramMap map) {}

            @Override
            public void onPes(Pes pes) {}

            @Override
            public void onSpliceSection(
                int pid, byte[] array, int offset, int length, long arrivalNanos) {
              String hex = HexFormat.of().formatHex(array, offset, offset + length);
              sections.add(pid + " " + hex + " " + arrivalNanos);
            }
          });

  private static TsBytes withMap(int version, ElementaryStream stream) {
    ProgramMap map = new ProgramMap(1, PMT_PID, 0x1F0, List.of(stream));
    return new TsBytes()
        .section(0, PsiSections.pat(1, PMT_PID, 0))
        .section(PMT_PID, PsiSections.pmt(map, version));
  }

  private static TsBytes splices(int version) {
    return withMap(version, new ElementaryStream(PID, 0x86, Codec.SCTE35, 0));
  }

  private void feed(TsBytes bytes, long nanos) {
    demuxer.feed(bytes.toByteArray(), 0, bytes.length(), nanos);
    // Packets are recognised by the sync byte of the next ones.
    byte[] nothing = new TsBytes().payload(TsPacket.PID_NULL, false, new byte[184]).toByteArray();
    for (int i = 0; i < 8; i++) {
      demuxer.feed(nothing, 0, nothing.length, nanos);
    }
  }

  @Test
  void deliveredWhole() {
    feed(splices(0).section(PID, HexFormat.of().parseHex(TIME_SIGNAL)), 5);
    assertEquals(List.of(PID + " " + TIME_SIGNAL + " 5"), sections);
    assertEquals(0, demuxer.counters().get(TsCounter.BAD_SECTIONS));
  }

  @Test
  void refusedWithAWrongCrc() {
    byte[] section = HexFormat.of().parseHex(TIME_SIGNAL);
    section[20] ^= 1;
    feed(splices(0).section(PID, section), 5);
    assertEquals(List.of(), sections);
    assertEquals(1, demuxer.counters().get(TsCounter.BAD_SECTION_CRC));
  }

  @Test
  void endsWhenTheMapNoLongerListsThePid() {
    feed(splices(0), 0);
    TsBytes other = withMap(1, new ElementaryStream(0x105, 0x0F, Codec.AAC, 0));
    feed(other.section(PID, HexFormat.of().parseHex(TIME_SIGNAL)), 5);
    assertEquals(List.of(), sections);
  }
}
