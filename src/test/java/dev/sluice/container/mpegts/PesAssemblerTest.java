package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Codec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PesAssemblerTest {
  private static final int PID = 256;
  private static final byte[] MIDDLE = filled(184, 7);

  private final Collected collected = new Collected();
  private final TsBytes ts = new TsBytes();

  @BeforeEach
  void tables() {
    ProgramMap map =
        new ProgramMap(1, 4096, PID, List.of(new ElementaryStream(PID, 0x1B, Codec.H264, 0)));
    ts.section(0, PsiSections.pat(1, 4096, 0)).section(4096, PsiSections.pmt(map, 0));
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** The first 184 bytes of a PES packet with PTS 90000. */
  private static byte[] first(int lengthField) {
    byte[] bytes = filled(184, 5);
    byte[] head = {
      0, 0, 1, (byte) 0xE0, 0, 0, (byte) 0x84, (byte) 0x80, 5, 0x21, 0, 5, (byte) 0xBF, 0x21
    };
    System.arraycopy(head, 0, bytes, 0, head.length);
    dev.sluice.base.bytes.Bytes.put16(bytes, 4, lengthField);
    return bytes;
  }

  private Collected.Unit only() {
    assertEquals(1, collected.units.size());
    return collected.units.getFirst();
  }

  @Test
  void unboundedEndsWithTheNext() {
    collected.feed(ts.payload(PID, true, first(0)).payload(PID, false, MIDDLE));
    assertTrue(collected.units.isEmpty());
    collected.feed(new TsBytes().payload(PID, true, first(0)).mark(3, 2));
    assertEquals(170 + 184, only().payload().length);
    assertEquals(90000, only().pts());
    assertEquals(90000, only().dts());
    assertFalse(only().damaged());
  }

  @Test
  void knownLengthEndsWithItsLastByte() {
    collected.feed(ts.payload(PID, true, first(178 + 20)).payload(PID, false, filled(20, 7)));
    assertEquals(190, only().payload().length);
    assertEquals(0, collected.count(TsCounter.EARLY_FLUSHES));
  }

  @Test
  void anUndefinedStreamIdIsBelievedAndCounted() {
    byte[] pes = first(178 + 20);
    pes[3] = 0x1B;
    collected.feed(ts.payload(PID, true, pes).payload(PID, false, filled(20, 7)));
    assertEquals(190, only().payload().length);
    assertEquals(90000, only().pts());
    assertEquals(1, collected.count(TsCounter.ODD_STREAM_IDS));
    assertEquals(0, collected.count(TsCounter.BAD_PES));
  }

  @Test
  void cutShortIsDamaged() {
    collected.feed(ts.payload(PID, true, first(1000)).payload(PID, true, first(1000)));
    assertTrue(only().damaged());
  }

  @Test
  void gapDamagesAndDuplicateDoesNot() {
    ts.payload(PID, true, first(0)).again().payload(PID, false, MIDDLE).again();
    collected.feed(ts.payload(PID, true, first(0)).payload(PID, false, MIDDLE).lose());
    assertArrayEquals(Arrays.copyOf(only().payload(), 170), filled(170, 5));
    assertEquals(354, only().payload().length);
    assertEquals(2, collected.count(TsCounter.DUPLICATES));
    TsBytes rest = new TsBytes().payload(PID, false, MIDDLE).mark(3, 4);
    collected.feed(rest.payload(PID, true, first(0)).mark(3, 5));
    assertTrue(collected.units.get(1).damaged());
    assertEquals(1, collected.count(TsCounter.CONTINUITY_GAPS));
  }

  @Test
  void indicatorForgivesTheCounterAndIsPassedOn() {
    ts.payload(PID, true, first(0)).payload(PID, false, MIDDLE).lose();
    ts.packet(PID, true, 0x80, new byte[0], Arrays.copyOf(first(0), 100));
    collected.feed(ts.payload(PID, true, first(0)));
    assertEquals(0, collected.count(TsCounter.CONTINUITY_GAPS));
    assertFalse(collected.units.get(0).discontinuity());
    assertTrue(collected.units.get(1).discontinuity());
  }

  @Test
  void errorAndScramblingAreDropped() {
    ts.payload(PID, true, first(0)).mark(1, 0x80).payload(PID, true, first(0)).mark(3, 0x80);
    collected.feed(ts.payload(PID, true, first(0)).payload(PID, true, first(0)));
    assertEquals(1, collected.count(TsCounter.TRANSPORT_ERRORS));
    assertEquals(1, collected.count(TsCounter.SCRAMBLED));
    assertEquals(1, collected.units.size());
  }

  @Test
  void counterThatNeverCountsIsGivenUp() {
    for (int i = 0; i < 100; i++) {
      byte[] other = MIDDLE.clone();
      other[0] = (byte) i;
      ts.payload(PID, true, first(0));
      ts.payload(PID, false, other);
    }
    byte[] bytes = ts.toByteArray();
    for (int at = 376; at < bytes.length; at += 188) {
      bytes[at + 3] &= (byte) 0xF0;
    }
    collected.feed(bytes);
    assertEquals(1, collected.count(TsCounter.CONTINUITY_GIVEN_UP));
    assertFalse(collected.units.getLast().damaged());
  }

  @Test
  void clockReference() {
    byte[] clock = {0, 0, 0x2B, 0x3C, (byte) 0x80 | 0x7E, 5};
    collected.feed(ts.packet(PID, false, 0x10, clock, new byte[0]));
    assertEquals(List.of((0x2B3CL << 1 | 1) * 300 + 5), collected.clocks);
  }

  @Test
  void headerSpreadOverPackets() {
    byte[] whole = first(0);
    for (int i = 0; i < 30; i++) {
      ts.payload(PID, i == 0, Arrays.copyOfRange(whole, i, i + 1));
    }
    collected.feed(ts.payload(PID, true, first(0)));
    assertEquals(90000, only().pts());
    assertEquals(16, only().payload().length);
  }

  @Test
  void oversizeIsDroppedAndTheNextIsFine() {
    byte[] start = ts.payload(PID, true, first(0)).toByteArray();
    collected.feed(start);
    int packets = TsLimits.MAX_VIDEO_PES_BYTES / 184 + 2;
    for (int i = 1; i <= packets; i++) {
      collected.feed(new TsBytes().payload(PID, false, MIDDLE).mark(3, i & 15));
    }
    assertEquals(1, collected.count(TsCounter.OVERSIZE_PES));
    assertTrue(collected.units.isEmpty());
  }
}
