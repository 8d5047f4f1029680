package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;

/**
 * The adaptation field of a transport packet (ISO/IEC 13818-1 clause 2.4.3.4). One object is reused
 * for all packets.
 *
 * <pre>
 *  length (8) | flags (8) | PCR (48)? | OPCR (48)? | splice (8)? | private data? | extension? | stuffing
 * </pre>
 */
final class AdaptationField {
  private static final int DISCONTINUITY = 0x80;
  private static final int RANDOM_ACCESS = 0x40;
  private static final int PCR = 0x10;
  private static final int OPCR = 0x08;
  private static final int SPLICE = 0x04;
  private static final int PRIVATE = 0x02;
  private static final int EXTENSION = 0x01;
  private static final int CLOCK_BYTES = 6;

  private byte[] array = new byte[0];
  private int offset;
  private int length;
  private int flags;

  /** Sets the field to absent. */
  void clear() {
    length = -1;
    flags = 0;
  }

  /** Reads the field whose length byte is at {@code at}; it must end within the packet. */
  void read(byte[] packet, int at) {
    array = packet;
    offset = at;
    length = Bytes.u8(packet, at);
    flags = length == 0 ? 0 : Bytes.u8(packet, at + 1);
  }

  boolean discontinuity() {
    return (flags & DISCONTINUITY) != 0;
  }

  boolean randomAccess() {
    return (flags & RANDOM_ACCESS) != 0;
  }

  boolean hasPcr() {
    return (flags & PCR) != 0 && length >= 1 + CLOCK_BYTES;
  }

  /** The PCR in 27 MHz ticks: a 33-bit base times 300 plus a 9-bit extension. */
  long pcrTicks27M() {
    long base = Bytes.u32(array, offset + 2) << 1 | Bytes.u8(array, offset + 6) >>> 7;
    return base * 300 + (Bytes.u16(array, offset + 6) & 0x1FF);
  }

  /** Whether the field has stuffing bytes, because the payload does not fill the packet. */
  boolean hasStuffing() {
    if (length <= 0) {
      return length == 0;
    }
    int used = 1;
    used += (flags & PCR) != 0 ? CLOCK_BYTES : 0;
    used += (flags & OPCR) != 0 ? CLOCK_BYTES : 0;
    used += (flags & SPLICE) != 0 ? 1 : 0;
    used += (flags & PRIVATE) != 0 ? sizedPartBytes(used) : 0;
    used += (flags & EXTENSION) != 0 ? sizedPartBytes(used) : 0;
    return used < length;
  }

  /** Length of a part that begins with its own length byte, {@code used} bytes into the field. */
  private int sizedPartBytes(int used) {
    return used < length ? 1 + Bytes.u8(array, offset + 1 + used) : 1;
  }
}
