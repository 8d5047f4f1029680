package dev.sluice.codec.annexb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnnexBTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static NalIndex scan(String text) {
    byte[] bytes = hex(text);
    NalIndex index = new NalIndex();
    index.scan(bytes, 0, bytes.length);
    return index;
  }

  @Test
  void startCodesOfThreeAndFourBytesAndTrailingZeros() {
    NalIndex index = scan("00000001 67aabb 000001 68cc 00000001 65dd 000000");
    assertEquals(3, index.count());
    assertEquals(0x67, index.header(0));
    assertEquals(3, index.length(0));
    assertEquals(0x68, index.header(1));
    assertEquals(2, index.length(1));
    assertEquals(0x65, index.header(2));
    assertEquals(2, index.length(2));
    assertEquals(0, index.leadingBytes());
  }

  @Test
  void bytesBeforeTheFirstAndEmptyOnes() {
    NalIndex index = scan("aabb00 000001 000001 0000000001 65ff");
    assertEquals(2, index.leadingBytes());
    assertEquals(1, index.count());
    assertEquals(0, scan("").count());
    assertEquals(3, scan("aabbcc").leadingBytes());
  }

  @Test
  void sameAsTheSimpleSearch() {
    Random random = new Random(3);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = new byte[random.nextInt(80)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(2));
      }
      int from = random.nextInt(bytes.length + 1);
      assertEquals(simple(bytes, from), AnnexB.nextStartCode(bytes, from, bytes.length));
    }
  }

  /** Every place within the words and blocks that are passed over at once, and every end. */
  @Test
  void foundWhereverItStands() {
    for (int at = 0; at < 1100; at++) {
      byte[] bytes = new byte[1103];
      java.util.Arrays.fill(bytes, (byte) 7);
      bytes[at] = 0;
      bytes[at + 1] = 0;
      bytes[at + 2] = 1;
      assertEquals(at, AnnexB.nextStartCode(bytes, 0, bytes.length));
      assertEquals(at, AnnexB.nextStartCode(bytes, at, at + 3));
      assertEquals(at + 2, AnnexB.nextStartCode(bytes, 0, at + 2), "it is not whole");
      assertEquals(bytes.length, AnnexB.nextStartCode(bytes, at + 1, bytes.length));
    }
  }

  @Test
  void sameAsTheSimpleSearchInLongStretchesWithManyZeros() {
    Random random = new Random(4);
    for (int round = 0; round < 500; round++) {
      byte[] bytes = new byte[random.nextInt(3000)];
      int zeros = 1 + random.nextInt(40);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(zeros) == 0 ? random.nextInt(2) : random.nextInt());
      }
      for (int at = 0; at < bytes.length; at = AnnexB.nextStartCode(bytes, at, bytes.length) + 1) {
        assertEquals(simple(bytes, at), AnnexB.nextStartCode(bytes, at, bytes.length));
      }
    }
  }

  private static int simple(byte[] bytes, int from) {
    for (int at = from; at + 3 <= bytes.length; at++) {
      if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1) {
        return at;
      }
    }
    return bytes.length;
  }

  @Test
  void tooManyNalUnitsAreNotKept() {
    byte[] bytes = new byte[4 * (NalIndex.MAX_NAL_UNITS + 10)];
    for (int at = 0; at < bytes.length; at += 4) {
      bytes[at + 2] = 1;
      bytes[at + 3] = 9;
    }
    NalIndex index = new NalIndex();
    index.scan(bytes, 0, bytes.length);
    assertEquals(NalIndex.MAX_NAL_UNITS, index.count());
    assertTrue(index.overflowed());
  }
}
