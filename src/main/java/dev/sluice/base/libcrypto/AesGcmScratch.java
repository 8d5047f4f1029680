package dev.sluice.base.libcrypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Native memory of one thread: the nonce and the parameters of a call, and room for one packet.
 *
 * <pre>
 *  0       16      24      32                    112
 *  +-------+-------+-------+----------------------+-------------
 *  | nonce | count | "tag" | OSSL_PARAM, and an   | packet, tag
 *  |       |       |       | empty one to end it  |
 *  +-------+-------+-------+----------------------+-------------
 *                          | key | type | data | size | returned |   8 bytes each
 * </pre>
 */
public final class AesGcmScratch {
  private static final int COUNT = 16;
  private static final int NAME = 24;
  private static final int PARAMETER = 32;
  private static final int PARAMETER_TYPE = PARAMETER + 8;
  private static final int PARAMETER_DATA = PARAMETER + 16;
  private static final int PARAMETER_SIZE = PARAMETER + 24;
  private static final int PACKET = 112;
  private static final int OCTET_STRING = 5;
  private static final long TAG_BYTES = 16;
  private static final int USUAL_PACKET_BYTES = 2048;
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfInt NETWORK_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong NETWORK_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private MemorySegment memory = allocate(USUAL_PACKET_BYTES);

  AesGcmScratch() {}

  private static MemorySegment allocate(int packetBytes) {
    MemorySegment memory = Arena.ofAuto().allocate(PACKET + packetBytes, Long.BYTES);
    memory.setString(NAME, "tag");
    memory.set(ValueLayout.JAVA_LONG, PARAMETER, memory.address() + NAME);
    memory.set(ValueLayout.JAVA_INT, PARAMETER_TYPE, OCTET_STRING);
    memory.set(ValueLayout.JAVA_LONG, PARAMETER_SIZE, TAG_BYTES);
    return memory;
  }

  /** Makes room for a packet with its tag. Growing loses nonce and packet. */
  public void reserve(int packetBytes) {
    if (memory.byteSize() < PACKET + packetBytes) {
      memory = allocate(packetBytes);
    }
  }

  /** Sets the 12 bytes of the nonce. */
  public void nonce(int high32, long low64) {
    memory.set(NETWORK_INT, 0, high32);
    memory.set(NETWORK_LONG, Integer.BYTES, low64);
  }

  /** Copies bytes to position {@code at} of the packet. */
  public void load(int at, byte[] from, int offset, int length) {
    MemorySegment.copy(from, offset, memory, BYTE, PACKET + at, length);
  }

  /** Copies bytes from position {@code at} of the packet to an array. */
  public void store(int at, byte[] to, int offset, int length) {
    MemorySegment.copy(memory, BYTE, PACKET + at, to, offset, length);
  }

  long nonceAddress() {
    return memory.address();
  }

  /** Address of a {@code size_t} that the library writes to. */
  long countAddress() {
    return memory.address() + COUNT;
  }

  /** Address of the packet, valid until the next {@link #reserve}. */
  public long packetAddress() {
    return memory.address() + PACKET;
  }

  /** Address of the parameters that name the memory of the tag. */
  long tagParameter(long tagAddress) {
    memory.set(ValueLayout.JAVA_LONG, PARAMETER_DATA, tagAddress);
    return memory.address() + PARAMETER;
  }
}
