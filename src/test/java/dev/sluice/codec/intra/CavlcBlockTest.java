package dev.sluice.codec.intra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Blocks whose codes are known from the literature (I. Richardson, H.264 White Paper, CAVLC). */
class CavlcBlockTest {
  @Test
  void threeTrailingOnes() {
    check("000010001110010111101101", 0, 3, 0, 1, -1, -1, 0, 1);
  }

  @Test
  void noTrailingOnes() {
    check("000000011010001001000010111001100", -2, 4, 3, -3, 0, 0, -1);
  }

  @Test
  void zerosBetweenAllLevels() {
    check("0001110001110010", 0, 0, 0, 1, 0, 1, 0, 0, 0, -1);
  }

  private static void check(String bits, int... first) {
    int[] levels = new int[16];
    System.arraycopy(first, 0, levels, 0, first.length);
    BitWriter writer = new BitWriter();
    new CavlcBlock().write(writer, levels, 0, 16, 0);

    assertEquals(bits, written(writer));
  }

  private static String written(BitWriter writer) {
    long count = writer.count();
    byte[] unit = writer.toNalUnit(0);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(unit[1 + i / 8] >> (7 - i % 8) & 1);
    }
    return text.toString();
  }
}
