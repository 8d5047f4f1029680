package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Codec;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Tables that come late, come and go, never come, or have a wrong CRC. */
class LateTablesTest {
  private static final int PMT_PID = 4096;
  private static final long MILLISECOND = 1_000_000;
  private static final ElementaryStream VIDEO = new ElementaryStream(256, 0x1B, Codec.H264, 0);
  private static final ElementaryStream AUDIO = new ElementaryStream(257, 0x06, Codec.OPUS, 2);
  private static final byte[] PAT = PsiSections.pat(1, PMT_PID, 0);
  private static final byte[] PMT = map(VIDEO, AUDIO);

  private final Collected collected = new Collected();
  private final TsBytes ts = new TsBytes();

  private static byte[] map(ElementaryStream... streams) {
    return PsiSections.pmt(new ProgramMap(1, PMT_PID, 256, List.of(streams)), 0);
  }

  private static byte[] wrongCrc(byte[] section) {
    byte[] wrong = section.clone();
    wrong[wrong.length - 1] ^= 1;
    return wrong;
  }

  /** A PES packet with a PTS and a length, of two transport packets. */
  private TsBytes pes(int pid, int pts) {
    byte[] pes = new byte[300];
    Arrays.fill(pes, (byte) 7);
    byte[] head = {0, 0, 1, (byte) 0xE0, 1, 38, (byte) 0x84, (byte) 0x80, 5, 0x21, 0, 1, 0, 1};
    System.arraycopy(head, 0, pes, 0, head.length);
    pes[12] = (byte) (pts >>> 7);
    pes[13] = (byte) (pts << 1 | 1);
    return ts.payload(pid, true, Arrays.copyOf(pes, 184))
        .payload(pid, false, Arrays.copyOfRange(pes, 184, 300));
  }

  private void feed(long nowNanos) {
    collected.feed(ts, nowNanos);
    ts.clear();
  }

  private List<Long> stamps() {
    return collected.units.stream().map(Collected.Unit::pts).toList();
  }

  @Test
  void pesPacketsBeforeTheFirstTablesAreKept() {
    pes(256, 1).payload(300, true, new byte[100]);
    pes(257, 2);
    feed(0);
    pes(256, 3).section(0, PAT);
    pes(256, 4).section(PMT_PID, PMT);
    pes(256, 5);
    feed(500 * MILLISECOND);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), stamps());
    assertEquals(1, collected.count(TsCounter.UNLISTED_PACKETS));
  }

  @Test
  void oldPesPacketsAreNot() {
    pes(256, 1);
    feed(0);
    pes(256, 2);
    feed(TsLimits.MAX_EARLY_NANOS);
    ts.section(0, PAT).section(PMT_PID, PMT);
    feed(TsLimits.MAX_EARLY_NANOS + 1);
    assertEquals(List.of(2L), stamps());
    assertEquals(2, collected.count(TsCounter.UNLISTED_PACKETS));
  }

  @Test
  void manyPesPacketsPushOutTheOldest() {
    for (int i = 0; i < TsLimits.MAX_EARLY_PACKETS; i++) {
      pes(256, i & 0x3FFF);
      feed(0);
    }
    ts.section(0, PAT).section(PMT_PID, PMT);
    feed(0);
    int kept = TsLimits.MAX_EARLY_PACKETS / 2;
    assertTrue(Math.abs(collected.units.size() - kept) <= 1, collected.units.size() + " PES");
    assertEquals((TsLimits.MAX_EARLY_PACKETS - 1) & 0x3FFF, stamps().getLast());
  }

  @Property(tries = 50)
  void mapThatComesAndGoesWithinASecondCostsNothing(
      @ForAll @IntRange(min = 0, max = 999) int awayMillis, @ForAll boolean empty) {
    Collected flapping = new Collected();
    TsBytes out = new TsBytes();
    out.section(0, PAT).section(PMT_PID, PMT);
    flapping.feed(out, 0);
    out.clear();
    out.section(PMT_PID, empty ? map() : map(VIDEO));
    flapping.feed(out, 10 * MILLISECOND);
    flapping.demuxer.idle((10 + awayMillis) * MILLISECOND);
    out.clear();
    out.section(PMT_PID, PMT);
    flapping.feed(out, (10 + awayMillis) * MILLISECOND);
    flapping.demuxer.idle(5000 * MILLISECOND);
    assertEquals(1, flapping.maps.size());
    assertEquals(Long.MAX_VALUE, flapping.demuxer.idleDeadlineNanos());
  }

  @Test
  void streamThatDoesNotComeBackLeavesAfterASecond() {
    ts.section(0, PAT).section(PMT_PID, PMT).section(PMT_PID, map(VIDEO));
    feed(0);
    assertEquals(1000 * MILLISECOND, collected.demuxer.idleDeadlineNanos());
    ts.section(PMT_PID, map(VIDEO));
    feed(999 * MILLISECOND);
    assertEquals(1, collected.maps.size());
    pes(256, 1);
    feed(1000 * MILLISECOND);
    assertEquals(List.of(VIDEO), collected.maps.getLast().streams());
    assertEquals(Long.MAX_VALUE, collected.demuxer.idleDeadlineNanos());
  }

  @Test
  void streamThatTakesThePlaceOfAnotherLeavesItNoTime() {
    ElementaryStream moved = new ElementaryStream(300, 0x1B, Codec.H264, 0);
    ts.section(0, PAT).section(PMT_PID, PMT).section(PMT_PID, map(moved, AUDIO));
    feed(0);
    assertEquals(List.of(moved, AUDIO), collected.maps.getLast().streams());
  }

  @Test
  void streamThatLeavesToAnotherListedBeforeLeavesAtOnce() {
    ElementaryStream next = new ElementaryStream(300, 0x1B, Codec.H264, 0);
    ts.section(0, PAT).section(PMT_PID, map(VIDEO, AUDIO, next));
    ts.section(PMT_PID, map(AUDIO, next));
    feed(0);
    assertEquals(List.of(AUDIO, next), collected.maps.getLast().streams());
  }

  @Test
  void mapWithoutPatIsBelievedTheThirdTime() {
    ElementaryStream early = new ElementaryStream(301, 0x0F, Codec.AAC, 0);
    ts.section(PMT_PID, map(early)).section(PMT_PID, PMT).section(PMT_PID, PMT);
    pes(256, 1);
    feed(0);
    assertTrue(collected.maps.isEmpty());
    ts.section(PMT_PID, PMT);
    pes(256, 2);
    feed(0);
    assertEquals(List.of(1L, 2L), stamps());
    assertEquals(List.of(PMT_PID), collected.withoutPat);
    assertEquals(1, collected.count(TsCounter.PROGRAMS_WITHOUT_PAT));
    // A PAT that comes at last says the same.
    ts.section(0, PAT).section(PMT_PID, PMT);
    pes(256, 3);
    feed(0);
    assertEquals(1, collected.maps.size());
    assertEquals(3, collected.units.size());
  }

  @Test
  void mapWithoutPatNeedsItsCrc() {
    for (int i = 0; i < 10; i++) {
      ts.section(PMT_PID, wrongCrc(PMT));
    }
    feed(0);
    assertTrue(collected.maps.isEmpty());
  }

  @Test
  void tablesWhoseCrcIsNeverRightAreBelievedTheThirdTime() {
    for (int i = 0; i < 3; i++) {
      assertTrue(collected.maps.isEmpty());
      ts.section(0, wrongCrc(PAT)).section(PMT_PID, wrongCrc(PMT));
      feed(0);
      ts.section(PMT_PID, wrongCrc(PMT)).section(PMT_PID, wrongCrc(PMT));
      feed(0);
    }
    assertEquals(1, collected.maps.size());
    assertEquals(List.of(0, PMT_PID), collected.crcsIgnored);
    assertEquals(2, collected.count(TsCounter.TABLE_CRCS_IGNORED));
    for (int i = 0; i < 3; i++) {
      ts.section(PMT_PID, wrongCrc(map(VIDEO, new ElementaryStream(301, 0x0F, Codec.AAC, 0))));
    }
    feed(0);
    assertEquals(2, collected.maps.size());
  }

  @Test
  void wrongCrcAfterARightOneIsDamage() {
    ts.section(0, PAT).section(PMT_PID, PMT);
    for (int i = 0; i < 10; i++) {
      ts.section(PMT_PID, wrongCrc(map(VIDEO, new ElementaryStream(301, 0x0F, Codec.AAC, 0))));
    }
    feed(0);
    assertEquals(1, collected.maps.size());
    assertTrue(collected.crcsIgnored.isEmpty());
  }
}
