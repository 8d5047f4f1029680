package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Codec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TsTablesTest {
  private static final ElementaryStream VIDEO = new ElementaryStream(256, 0x1B, Codec.H264, 0);
  private static final ElementaryStream AUDIO = new ElementaryStream(257, 0x06, Codec.OPUS, 2);
  private static final ElementaryStream AAC = new ElementaryStream(258, 0x0F, Codec.AAC, 0);

  private static final long SECOND = 1_000_000_000;

  private final Collected collected = new Collected();
  private final TsBytes ts = new TsBytes();
  private int fed;

  private static ProgramMap map(int program, int pmtPid, ElementaryStream... streams) {
    return new ProgramMap(program, pmtPid, 256, List.of(streams));
  }

  @Test
  void crcOfTheUsualCheckString() {
    byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertEquals(0x0376E6E7, Crc32Mpeg2.of(check, 0, check.length));
  }

  @Test
  void mapIsKnownWithTheLastByteOfItsPacket() {
    ProgramMap map = map(1, 4096, VIDEO, AUDIO);
    byte[] bytes =
        ts.section(0, PsiSections.pat(1, 4096, 0))
            .section(4096, PsiSections.pmt(map, 0))
            .toByteArray();
    collected.demuxer.feed(bytes, 0, bytes.length - 1, 0);
    assertTrue(collected.maps.isEmpty());
    collected.demuxer.feed(bytes, bytes.length - 1, 1, 0);
    assertEquals(List.of(map), collected.maps);
  }

  @Test
  void sectionSpreadOverPackets() {
    ElementaryStream[] many =
        IntStream.range(0, 60)
            .mapToObj(i -> new ElementaryStream(256 + i, 0x06, Codec.OPUS, 2))
            .toArray(ElementaryStream[]::new);
    ProgramMap map = map(1, 4096, many);
    collected.feed(
        ts.section(0, PsiSections.pat(1, 4096, 0)).section(4096, PsiSections.pmt(map, 0)));
    assertEquals(List.of(map), collected.maps);
    assertEquals(60 - TsLimits.MAX_STREAMS, collected.count(TsCounter.TABLE_OVERFLOWS));
  }

  @Test
  void severalSectionsInOnePacket() {
    byte[] other = PsiSections.pmt(map(5, 4096, AAC), 0);
    byte[] mine = PsiSections.pmt(map(1, 4096, VIDEO), 0);
    byte[] both = new byte[1 + other.length + mine.length];
    System.arraycopy(other, 0, both, 1, other.length);
    System.arraycopy(mine, 0, both, 1 + other.length, mine.length);
    collected.feed(ts.section(0, PsiSections.pat(1, 4096, 0)).payload(4096, true, both));
    assertEquals(List.of(map(1, 4096, VIDEO)), collected.maps);
  }

  @Test
  void wrongCrcIsCountedAndIgnored() {
    byte[] pmt = PsiSections.pmt(map(1, 4096, VIDEO), 0);
    pmt[10] ^= 1;
    collected.feed(ts.section(0, PsiSections.pat(1, 4096, 0)).section(4096, pmt));
    assertTrue(collected.maps.isEmpty());
    assertEquals(1, collected.count(TsCounter.BAD_SECTION_CRC));
  }

  @Test
  void changedMapIsToldWhetherOrNotItsVersionCounts() {
    List<ProgramMap> maps =
        List.of(map(1, 4096, VIDEO), map(1, 4096, VIDEO, AUDIO), map(1, 4096, AUDIO));
    ts.section(0, PsiSections.pat(1, 4096, 0));
    for (ProgramMap map : maps) {
      ts.section(4096, PsiSections.pmt(map, 0)).section(4096, PsiSections.pmt(map, 0));
    }
    collected.feed(ts);
    collected.demuxer.idle(SECOND);
    assertEquals(maps, collected.maps);
    assertEquals(2, collected.count(TsCounter.PROGRAM_CHANGES));
  }

  @Test
  void programThatMovesToAnotherPidIsFollowed() {
    collected.feed(
        ts.section(0, PsiSections.pat(1, 4096, 0))
            .section(4096, PsiSections.pmt(map(1, 4096, VIDEO), 0))
            .section(0, PsiSections.pat(2, 4097, 1))
            .section(4097, PsiSections.pmt(map(2, 4097, AUDIO), 0)));
    assertEquals(List.of(map(1, 4096, VIDEO), map(2, 4097, AUDIO)), collected.maps);
  }

  @Test
  void programWithPictureAndSoundIsPreferredToAnEarlierRadioProgram() {
    byte[] file = dev.sluice.golden.Golden.bytes("faults/radio-program-first.ts");
    collected.demuxer.feed(file, 0, file.length, 0);
    assertEquals(List.of(2), numbers());
  }

  @Test
  void amongProgramsWithOneKindOfMediaTheFirstOfThePatIsTakenWhenAllMapsAreKnown() {
    feedNew(
        pat(1, 2)
            .section(4098, PsiSections.pmt(map(2, 4098, VIDEO), 0))
            .section(4097, PsiSections.pmt(map(1, 4097, AUDIO), 0)));
    assertEquals(List.of(1), numbers());
  }

  @Test
  void missingMapsAreAwaitedUntilAnotherWasRepeatedTwice() {
    byte[] radio = PsiSections.pmt(map(1, 4097, AUDIO), 0);
    feedNew(pat(1, 2).section(4097, radio).section(4097, radio));
    assertEquals(List.of(), numbers());
    feedNew(ts.section(4097, radio));
    assertEquals(List.of(1), numbers());
  }

  @Test
  void lateMapOfABetterProgramDoesNotReplaceTheRunningOne() {
    byte[] radio = PsiSections.pmt(map(1, 4097, AUDIO), 0);
    feedNew(pat(1, 2).section(4097, radio).section(4097, radio).section(4097, radio));
    feedNew(ts.section(4098, PsiSections.pmt(map(2, 4098, VIDEO, AUDIO), 0)));
    assertEquals(List.of(1), numbers());
  }

  @Test
  void programWithoutPlayableStreamsIsTakenWhenTheOthersStayUnknown() {
    byte[] aac = PsiSections.pmt(map(1, 4097, AAC), 0);
    feedNew(pat(1, 2).section(4097, aac).section(4097, aac).section(4097, aac));
    assertEquals(List.of(1), numbers());
    feedNew(ts.section(4098, PsiSections.pmt(map(2, 4098, AUDIO), 0)));
    assertEquals(List.of(1, 2), numbers(), "it yields nothing to viewers, so it may be replaced");
  }

  private void feedNew(TsBytes all) {
    collected.demuxer.feed(all.toByteArray(), fed, all.length() - fed, 0);
    fed = all.length();
  }

  private List<Integer> numbers() {
    return collected.maps.stream().map(ProgramMap::programNumber).toList();
  }

  /** A PAT of programs whose maps are on PID 4096 + number. */
  private TsBytes pat(int... numbers) {
    byte[] entries = new byte[numbers.length * 4];
    for (int i = 0; i < numbers.length; i++) {
      Bytes.put16(entries, 4 * i, numbers[i]);
      Bytes.put16(entries, 4 * i + 2, 0xE000 | 4096 + numbers[i]);
    }
    return ts.section(0, PsiSections.section(0, 1, 0, entries));
  }

  @Test
  void programCanBeChosenByNumber() {
    List<ProgramMap> maps = new ArrayList<>();
    TsDemuxer demuxer =
        new TsDemuxer(
            new TsListener() {
              @Override
              public void onProgramMap(ProgramMap map) {
                maps.add(map);
              }

              @Override
              public void onPes(Pes pes) {}
            },
            7);
    byte[] file = dev.sluice.golden.Golden.bytes("ts/two-programs.ts");
    demuxer.feed(file, 0, file.length, 0);
    assertEquals(List.of(7), maps.stream().map(ProgramMap::programNumber).toList());
  }

  @Test
  void descriptorsTellPrivateStreamsApart() {
    assertEquals(Codec.OPUS, codec(0x06, 5, 4, 'O', 'p', 'u', 's'));
    assertEquals(Codec.AC3, codec(0x06, 5, 4, 'A', 'C', '-', '3'));
    assertEquals(Codec.EAC3, codec(0x06, 0x7A, 0));
    assertEquals(Codec.KLV, codec(0x06, 5, 4, 'K', 'L', 'V', 'A'));
    assertEquals(Codec.ID3, codec(0x15, 0x26, 7, 0, 0x10, 0xFF, 'I', 'D', '3', ' '));
    assertEquals(Codec.SCTE35, codec(0x86));
    assertEquals(Codec.H264, codec(0x1B, 5, 4, 'H', 'D', 'M', 'V'));
    assertEquals(Codec.AC4, codec(0x06, 0x7F, 1, 0x15));
    assertEquals(Codec.AC4, codec(0x06, 5, 4, 'A', 'C', '-', '4'));
    assertEquals(Codec.DTS, codec(0x06, 0x7B, 0));
    assertEquals(Codec.DTS, codec(0x06, 5, 4, 'D', 'T', 'S', '2'));
    assertEquals(Codec.DTS, codec(0x8A));
    assertEquals(Codec.TELETEXT, codec(0x06, 0x56, 5, 'd', 'e', 'u', 9, 0));
    assertEquals(Codec.DVB_SUBTITLES, codec(0x06, 0x59, 8, 'd', 'e', 'u', 0x10, 0, 1, 0, 1));
    assertEquals(Codec.AV1, codec(0x06, 5, 4, 'A', 'V', '0', '1'));
    assertEquals(Codec.H266, codec(0x06, 5, 4, 'V', 'V', 'C', ' '));
    assertEquals(Codec.H266, codec(0x33));
    assertEquals(Codec.MPEG4_VIDEO, codec(0x10));
    assertEquals(Codec.UNKNOWN, codec(0x06));
    assertEquals(Codec.UNKNOWN, codec(0x06, 5, 40, 'O'));
  }

  private static Codec codec(int streamType, int... descriptors) {
    byte[] bytes = new byte[descriptors.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) descriptors[i];
    }
    return new StreamDescription(streamType, bytes, 0, bytes.length).codec();
  }
}
