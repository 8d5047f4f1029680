package dev.sluice.codec.intra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.bytes.BitReader;
import dev.sluice.codec.annexb.Rbsp;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our reader of bits reads what the writer writes. */
class BitWriterTest {
  private static final long SEED = 5;

  @Test
  void numbersAreReadAsTheyWereWritten() {
    Random random = new Random(SEED);
    int[] values = random.ints(2000, 0, 100_000).toArray();
    BitWriter bits = new BitWriter();
    BitWriter half = new BitWriter();
    for (int value : values) {
      half.unsigned(value).signed(value - 50_000).bits(value, 17).flag(value % 2 == 0);
    }
    bits.bits(5, 3).append(half);

    byte[] unit = bits.toNalUnit(0x65);
    byte[] payload = Rbsp.of(unit, 1, unit.length - 1);
    BitReader reader = new BitReader(payload, 0, payload.length);
    assertEquals(5, reader.bits(3));
    for (int value : values) {
      assertEquals(value, reader.unsignedExpGolomb(), "seed " + SEED);
      assertEquals(value - 50_000, reader.signedExpGolomb());
      assertEquals(value, reader.bits(17));
      assertEquals(value % 2 == 0, reader.flag());
    }
    assertEquals(1, reader.bit(), "rbsp_stop_one_bit");
  }

  @Test
  void aStartCodeCannotOccurInANalUnit() {
    BitWriter bits = new BitWriter();
    bits.bits(0, 32).bits(0, 16).bits(1, 8).bits(0, 16).bits(3, 8);

    assertArrayEquals(
        new byte[] {0x67, 0, 0, 3, 0, 0, 3, 0, 0, 3, 1, 0, 0, 3, 3, (byte) 0x80},
        bits.toNalUnit(0x67));
  }
}
