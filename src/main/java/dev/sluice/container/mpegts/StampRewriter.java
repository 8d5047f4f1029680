package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;

/**
 * Reads and shifts the time stamps of a transport packet in place: PCR, PTS, DTS. For trusted input
 * only, such as the bundled demo file: nothing is validated.
 */
final class StampRewriter {
  private static final long MASK_33 = (1L << 33) - 1;
  private static final int PCR_FLAG = 0x10;
  private static final int PES_FLAGS_AT = 7;
  private static final int PES_STAMPS_AT = 9;

  private StampRewriter() {}

  static int pid(byte[] array, int packet) {
    return TsPacket.pid(Bytes.i32(array, packet));
  }

  static boolean hasPayload(byte[] array, int packet) {
    return (Bytes.i32(array, packet) & TsPacket.HAS_PAYLOAD) != 0;
  }

  /**
   * Offset of the DTS, or of the PTS without one; -1 if no PES header with time stamps begins in
   * the packet.
   */
  static int decodingStampAt(byte[] array, int packet) {
    int pes = pesAt(array, packet);
    return switch (pes < 0 ? 0 : Bytes.u8(array, pes + PES_FLAGS_AT) >>> 6) {
      case 2 -> pes + PES_STAMPS_AT;
      case 3 -> pes + PES_STAMPS_AT + 5;
      default -> -1;
    };
  }

  private static int pesAt(byte[] array, int packet) {
    int header = Bytes.i32(array, packet);
    if ((header & TsPacket.UNIT_START) == 0 || (header & TsPacket.HAS_PAYLOAD) == 0) {
      return -1;
    }
    int payload = packet + TsPacket.HEADER_BYTES;
    if ((header & TsPacket.HAS_ADAPTATION) != 0) {
      payload += 1 + Bytes.u8(array, payload);
    }
    boolean room = payload + PES_STAMPS_AT + 10 <= packet + TsPacket.BYTES;
    return room && Bytes.u24(array, payload) == 1 ? payload : -1;
  }

  /** The 33-bit time stamp at {@code at}. */
  static long stamp(byte[] array, int at) {
    return (long) (Bytes.u8(array, at) >>> 1 & 7) << 30
        | (long) (Bytes.u16(array, at + 1) >>> 1) << 15
        | Bytes.u16(array, at + 3) >>> 1;
  }

  /** Adds {@code ticks90k} to every time stamp of the packet, modulo 2^33. */
  static void shift(byte[] array, int packet, long ticks90k) {
    if ((Bytes.i32(array, packet) & TsPacket.HAS_ADAPTATION) != 0
        && Bytes.u8(array, packet + 4) > 0
        && (array[packet + 5] & PCR_FLAG) != 0) {
      shiftPcr(array, packet + 6, ticks90k);
    }
    int last = decodingStampAt(array, packet);
    if (last >= 0) {
      shiftStamp(array, last, ticks90k);
      int pts = pesAt(array, packet) + PES_STAMPS_AT;
      if (pts != last) {
        shiftStamp(array, pts, ticks90k);
      }
    }
  }

  private static void shiftPcr(byte[] array, int at, long ticks90k) {
    long base = Bytes.u32(array, at) << 1 | Bytes.u8(array, at + 4) >>> 7;
    long shifted = base + ticks90k & MASK_33;
    Bytes.put32(array, at, (int) (shifted >>> 1));
    array[at + 4] = (byte) ((array[at + 4] & 0x7F) | (shifted & 1) << 7);
  }

  private static void shiftStamp(byte[] array, int at, long ticks90k) {
    long shifted = stamp(array, at) + ticks90k & MASK_33;
    array[at] = (byte) ((array[at] & 0xF1) | shifted >>> 30 << 1);
    Bytes.put16(array, at + 1, (int) (shifted >>> 15 << 1) | 1);
    Bytes.put16(array, at + 3, (int) (shifted << 1) | 1);
  }
}
