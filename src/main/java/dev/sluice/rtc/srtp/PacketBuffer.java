package dev.sluice.rtc.srtp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * The memory in which one thread builds packets. The header of a packet is written to an array; the
 * whole encrypted packet then stands in native memory, from which the kernel sends it.
 */
public final class PacketBuffer {
  private final byte[] head;
  private final MemorySegment packets;

  /**
   * @param packetBytes maximum length of a packet
   * @param bytes size of the native memory
   */
  public PacketBuffer(int packetBytes, int bytes) {
    this.head = new byte[packetBytes];
    this.packets = Arena.ofAuto().allocate(bytes, Long.BYTES);
  }

  /** The array with header and prefix of the packet being built, from index 0. */
  public byte[] head() {
    return head;
  }

  /** Native memory with the finished packets. */
  public MemorySegment packets() {
    return packets;
  }

  /** The address of offset {@code at}, after checking that {@code bytes} bytes follow. */
  long address(int at, int bytes) {
    Objects.checkFromIndexSize(at, bytes, packets.byteSize());
    return packets.address() + at;
  }

  /** Copies bytes to the native memory. */
  void put(byte[] from, int offset, int at, int bytes) {
    MemorySegment.copy(from, offset, packets, ValueLayout.JAVA_BYTE, at, bytes);
  }
}
