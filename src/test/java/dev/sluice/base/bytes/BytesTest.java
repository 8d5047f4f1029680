package dev.sluice.base.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BytesTest {
  private static final byte[] ONES = {-1, -2, -3, -4, -5, -6, -7, -8};

  @Test
  void readsAreUnsignedAndBigEndian() {
    assertEquals(0xFF, Bytes.u8(ONES, 0));
    assertEquals(0xFEFD, Bytes.u16(ONES, 1));
    assertEquals(0xFFFEFD, Bytes.u24(ONES, 0));
    assertEquals(0xFFFEFDFCL, Bytes.u32(ONES, 0));
    assertEquals(0xFFFEFDFCFBFAF9F8L, Bytes.i64(ONES, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.u16(ONES, 7));
  }

  @Test
  void writesGiveTheReadsBack() {
    byte[] out = new byte[18];
    Bytes.put8(out, 0, 0x1FF);
    Bytes.put16(out, 1, 0x12345);
    Bytes.put24(out, 3, 0x123456);
    Bytes.put32(out, 6, 0x89ABCDEF);
    Bytes.put64(out, 10, 0x0123456789ABCDEFL);
    assertEquals(0xFF, Bytes.u8(out, 0));
    assertEquals(0x2345, Bytes.u16(out, 1));
    assertEquals(0x123456, Bytes.u24(out, 3));
    assertEquals(0x89ABCDEF, Bytes.i32(out, 6));
    assertEquals(0x0123456789ABCDEFL, Bytes.i64(out, 10));
  }

  @Test
  void growableBytesGrowUpToTheirLimitAndKeepWhatTheyHold() {
    GrowableBytes bytes = new GrowableBytes(0, 100);
    assertTrue(bytes.append(ONES, 1, 3));
    assertTrue(bytes.append(new byte[97], 0, 97));
    assertFalse(bytes.append(1));
    assertFalse(bytes.append(ONES, 0, 1));
    assertEquals(100, bytes.length());
    assertArrayEquals(new byte[] {-2, -3, -4}, java.util.Arrays.copyOf(bytes.toByteArray(), 3));
    bytes.clear();
    assertEquals(0, bytes.length());
    assertTrue(bytes.append(7));
  }
}
