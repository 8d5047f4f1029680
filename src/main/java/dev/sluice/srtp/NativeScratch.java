package dev.sluice.srtp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Native memory of one thread, in which a packet is encrypted.
 *
 * <pre>
 *  0        16        32
 *  +--------+---------+-----------------
 *  | nonce  | count   | packet, tag
 *  +--------+---------+-----------------
 * </pre>
 */
final class NativeScratch {
  private static final int COUNT = 16;
  private static final int PACKET = 32;
  private static final int USUAL_PACKET_BYTES = 2048;
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private MemorySegment memory = allocate(USUAL_PACKET_BYTES);

  private static MemorySegment allocate(int packetBytes) {
    return Arena.ofAuto().allocate(PACKET + packetBytes, Long.BYTES);
  }

  /** Makes room for a packet with its tag; what it held is lost when there was too little. */
  void reserve(int packetBytes) {
    if (memory.byteSize() < PACKET + packetBytes) {
      memory = allocate(packetBytes);
    }
  }

  /** Sets the 12 bytes of the nonce. */
  void nonce(int high32, long low64) {
    memory.set(INT, 0, high32);
    memory.set(LONG, Integer.BYTES, low64);
  }

  void load(byte[] from, int offset, int length) {
    MemorySegment.copy(from, offset, memory, BYTE, PACKET, length);
  }

  /** Copies out what stands behind the header. */
  void store(int headerBytes, byte[] to, int offset, int length) {
    MemorySegment.copy(memory, BYTE, PACKET + headerBytes, to, offset, length);
  }

  long nonceAddress() {
    return memory.address();
  }

  long countAddress() {
    return memory.address() + COUNT;
  }

  long packetAddress() {
    return memory.address() + PACKET;
  }
}
