package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TsMuxerTest {
  private static byte[] random(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void everySizeOfVideoComesBack() {
    Random random = new Random(1);
    TsBytes ts = new TsBytes();
    TsMuxer muxer = new TsMuxer(ts::packet, true, 2, false);
    muxer.writeTables();
    List<byte[]> sent = new ArrayList<>();
    for (int length = 1; length < 800; length++) {
      byte[] unit = random(random, length);
      sent.add(unit);
      long dts = (1L << 33) - 1000 + 3000L * length;
      muxer.writeVideo(dts + (length % 3) * 3000L, dts, length % 50 == 1, unit, 0, length);
    }
    Collected collected = new Collected().feed(ts);
    collected.demuxer.end(0);
    assertEquals(sent.size(), collected.units.size());
    for (int i = 0; i < sent.size(); i++) {
      Collected.Unit unit = collected.units.get(i);
      assertArrayEquals(sent.get(i), unit.payload());
      assertEquals((1L << 33) - 1000 + 3000L * (i + 1) & (1L << 33) - 1, unit.dts());
      assertFalse(unit.damaged());
    }
    assertEquals(0, collected.count(TsCounter.CONTINUITY_GAPS));
    assertEquals(sent.size(), collected.clocks.size());
  }

  @Test
  void everySizeOfOpusComesBack() {
    Random random = new Random(2);
    for (int length = 1; length < 1300; length += 7) {
      TsBytes ts = new TsBytes();
      TsMuxer muxer = new TsMuxer(ts::packet, false, 2, false);
      muxer.writeTables();
      List<byte[]> sent = List.of(random(random, length), random(random, 255), random(random, 510));
      muxer.writeOpus(90_000, sent);
      Collected collected = new Collected().feed(ts);
      byte[] payload = collected.units.getFirst().payload();
      OpusAccessUnits units = new OpusAccessUnits();
      units.reset(payload, 0, payload.length);
      for (byte[] opus : sent) {
        assertEquals(true, units.next());
        assertArrayEquals(
            opus,
            java.util.Arrays.copyOfRange(payload, units.offset(), units.offset() + units.length()));
      }
      assertFalse(units.next());
      assertFalse(units.malformed());
    }
  }

  @Test
  void opusHeaderWithEverythingInIt() {
    byte[] bytes = {0x7F, (byte) 0xFC, 3, 0x01, 0x38, 0x02, (byte) 0x88, 2, 9, 9, 1, 2, 3};
    OpusAccessUnits units = new OpusAccessUnits();
    units.reset(bytes, 0, bytes.length);
    assertEquals(true, units.next());
    assertEquals(10, units.offset());
    assertEquals(3, units.length());
    assertEquals(312, units.startTrimSamples());
    assertEquals(648, units.endTrimSamples());
    for (int cut = 1; cut < bytes.length; cut++) {
      units.reset(bytes, 0, cut);
      assertFalse(units.next());
      assertEquals(true, units.malformed());
    }
  }
}
