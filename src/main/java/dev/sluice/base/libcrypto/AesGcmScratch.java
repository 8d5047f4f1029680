package dev.sluice.rtc.srtp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Native memory of one thread: what the library is given with each packet, and where a report is
 * encrypted.
 *
 * <pre>
 *  0       16      24      32                    112
 *  +-------+-------+-------+----------------------+-------------
 *  | nonce | count | "tag" | OSSL_PARAM, and an   | report, tag
 *  |       |       |       | empty one as the end |
 *  +-------+-------+-------+----------------------+-------------
 *                          | key | type | data | size | returned |   8 bytes each
 * </pre>
 */
final class NativeScratch {
  private static final int COUNT = 16;
  private static final int NAME = 24;
  private static final int PARAMETER = 32;
  private static final int PARAMETER_TYPE = PARAMETER + 8;
  private static final int PARAMETER_DATA = PARAMETER + 16;
  private static final int PARAMETER_SIZE = PARAMETER + 24;
  private static final int PACKET = 112;
  private static final int RTCP_HEADER_BYTES = 8;
  private static final int OCTET_STRING = 5;
  private static final long TAG_BYTES = 16;
  private static final int USUAL_PACKET_BYTES = 2048;
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfInt NETWORK_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong NETWORK_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private MemorySegment memory = allocate(USUAL_PACKET_BYTES);

  private static MemorySegment allocate(int packetBytes) {
    MemorySegment memory = Arena.ofAuto().allocate(PACKET + packetBytes, Long.BYTES);
    memory.setString(NAME, "tag");
    memory.set(ValueLayout.JAVA_LONG, PARAMETER, memory.address() + NAME);
    memory.set(ValueLayout.JAVA_INT, PARAMETER_TYPE, OCTET_STRING);
    memory.set(ValueLayout.JAVA_LONG, PARAMETER_SIZE, TAG_BYTES);
    return memory;
  }

  /** Makes room for a report with its tag; what it held is lost when there was too little. */
  private void reserve(int packetBytes) {
    if (memory.byteSize() < PACKET + packetBytes) {
      memory = allocate(packetBytes);
    }
  }

  /** Sets the 12 bytes of the nonce. */
  void nonce(int high32, long low64) {
    memory.set(NETWORK_INT, 0, high32);
    memory.set(NETWORK_LONG, Integer.BYTES, low64);
  }

  /** Copies to where a byte of the report stands. */
  private void load(int at, byte[] from, int offset, int length) {
    MemorySegment.copy(from, offset, memory, BYTE, PACKET + at, length);
  }

  /**
   * Copies an RTCP packet to where AES-GCM takes it: the word with E flag and index, which on the
   * wire stands behind the tag, is authenticated between header and payload (RFC 7714 section 9).
   *
   * @param bodyBytes what follows after the header
   * @param room count of bytes to be had behind the word
   * @return count of the bytes before the body
   */
  int loadReport(byte[] packet, int offset, int wordOffset, int bodyBytes, int room) {
    int authenticatedBytes = RTCP_HEADER_BYTES + Integer.BYTES;
    reserve(authenticatedBytes + room);
    load(0, packet, offset, RTCP_HEADER_BYTES);
    load(RTCP_HEADER_BYTES, packet, wordOffset, Integer.BYTES);
    load(authenticatedBytes, packet, offset + RTCP_HEADER_BYTES, bodyBytes);
    return authenticatedBytes;
  }

  /** Copies out what stands from there on. */
  void store(int at, byte[] to, int offset, int length) {
    MemorySegment.copy(memory, BYTE, PACKET + at, to, offset, length);
  }

  long nonceAddress() {
    return memory.address();
  }

  /** Of a {@code size_t} which the library wants to write to. */
  long countAddress() {
    return memory.address() + COUNT;
  }

  long packetAddress() {
    return memory.address() + PACKET;
  }

  /** Of the parameters that say where the tag is to be written, or stands. */
  long tagParameter(long tagAddress) {
    memory.set(ValueLayout.JAVA_LONG, PARAMETER_DATA, tagAddress);
    return memory.address() + PARAMETER;
  }
}
