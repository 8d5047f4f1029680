package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.golden.Chunking;
import dev.sluice.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets 188, 192 and 204 bytes apart, with garbage before and between them. */
class PacketFramerTest {
  private static final byte[] FILE = Golden.bytes("ts/h264-opus.ts");

  /** The file with {@code before} bytes before each packet and {@code behind} bytes after it. */
  private static byte[] spaced(int before, int behind, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < FILE.length; at += 188) {
      byte[] extra = new byte[before + behind];
      random.nextBytes(extra);
      out.write(extra, 0, before);
      out.write(FILE, at, 188);
      out.write(extra, before, behind);
    }
    return out.toByteArray();
  }

  private static Collected feed(byte[] bytes, Chunking chunking) {
    Collected collected = new Collected();
    chunking.feed(bytes, (data, offset, length) -> collected.demuxer.feed(data, offset, length, 0));
    collected.demuxer.end(0);
    return collected;
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "4, 0", "0, 16"})
  void everyDistanceGivesTheSameUnits(int before, int behind) {
    Collected plain = feed(FILE, Chunking.WHOLE);
    byte[] bytes = spaced(before, behind, new Random(1));
    for (Chunking chunking : Chunking.values()) {
      Collected collected = feed(bytes, chunking);
      assertEquals(
          plain.units.stream().map(Collected.Unit::text).toList(),
          collected.units.stream().map(Collected.Unit::text).toList(),
          chunking.name());
      assertEquals(0, collected.count(TsCounter.CONTINUITY_GAPS));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 16})
  void gridIsFoundAgainBehindRubbish(int extra) {
    byte[] bytes = spaced(extra == 4 ? 4 : 0, extra == 16 ? 16 : 0, new Random(2));
    byte[] rubbish = new byte[777];
    new Random(3).nextBytes(rubbish);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int cut = 60 * (188 + extra) + 33;
    out.write(rubbish, 0, rubbish.length);
    out.write(bytes, 0, cut);
    out.write(rubbish, 0, rubbish.length);
    out.write(bytes, cut, bytes.length - cut);
    Collected first = feed(out.toByteArray(), Chunking.WHOLE);
    assertTrue(first.units.size() > 20);
    assertTrue(first.count(TsCounter.SYNC_LOSSES) >= 1);
    for (Chunking chunking : Chunking.values()) {
      assertEquals(
          first.units.stream().map(Collected.Unit::text).toList(),
          feed(out.toByteArray(), chunking).units.stream().map(Collected.Unit::text).toList(),
          chunking.name());
    }
  }
}
