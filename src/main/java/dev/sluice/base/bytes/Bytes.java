package dev.sluice.base.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads and writes unsigned big-endian integers (network byte order) at an offset of a byte array.
 *
 * <p>Every method throws {@link IndexOutOfBoundsException} if the field does not lie within the
 * array. Parsers check lengths first, so that bad input never causes it.
 */
public final class Bytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  /** The byte at {@code offset}, 0..255. */
  public static int u8(byte[] array, int offset) {
    return array[offset] & 0xFF;
  }

  /** The 16-bit field at {@code offset}, 0..65535. */
  public static int u16(byte[] array, int offset) {
    return (short) SHORT.get(array, offset) & 0xFFFF;
  }

  /** The 24-bit field at {@code offset}, 0..2^24-1. */
  public static int u24(byte[] array, int offset) {
    return u8(array, offset) << 16 | u16(array, offset + 1);
  }

  /** The 32-bit field at {@code offset}, as the same 32 bits in an {@code int}. */
  public static int i32(byte[] array, int offset) {
    return (int) INT.get(array, offset);
  }

  /** The 32-bit field at {@code offset}, 0..2^32-1. */
  public static long u32(byte[] array, int offset) {
    return i32(array, offset) & 0xFFFF_FFFFL;
  }

  /** The 64-bit field at {@code offset}, as the same 64 bits in a {@code long}. */
  public static long i64(byte[] array, int offset) {
    return (long) LONG.get(array, offset);
  }

  /** Writes the low 8 bits of {@code value}. */
  public static void put8(byte[] array, int offset, int value) {
    array[offset] = (byte) value;
  }

  /** Writes the low 16 bits of {@code value}. */
  public static void put16(byte[] array, int offset, int value) {
    SHORT.set(array, offset, (short) value);
  }

  /** Writes the low 24 bits of {@code value}. */
  public static void put24(byte[] array, int offset, int value) {
    put8(array, offset, value >>> 16);
    put16(array, offset + 1, value);
  }

  /** Writes the 32 bits of {@code value}. */
  public static void put32(byte[] array, int offset, int value) {
    INT.set(array, offset, value);
  }

  /** Writes the 64 bits of {@code value}. */
  public static void put64(byte[] array, int offset, long value) {
    LONG.set(array, offset, value);
  }
}
