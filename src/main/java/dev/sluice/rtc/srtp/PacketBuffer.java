package dev.sluice.rtc.srtp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * Where one thread puts packets together: the header of each is written into an array, the whole of
 * it then stands encrypted in native memory, from where the kernel takes it.
 */
public final class PacketBuffer {
  private final byte[] head;
  private final MemorySegment packets;

  /**
   * @param packetBytes what a packet may have at most
   * @param bytes of native memory
   */
  public PacketBuffer(int packetBytes, int bytes) {
    this.head = new byte[packetBytes];
    this.packets = Arena.ofAuto().allocate(bytes, Long.BYTES);
  }

  /** Header and prefix of the packet being made stand at its beginning. */
  public byte[] head() {
    return head;
  }

  /** Native memory with the packets that are made. */
  public MemorySegment packets() {
    return packets;
  }

  /** The address of a byte of them, from which on there are so many. */
  long address(int at, int bytes) {
    Objects.checkFromIndexSize(at, bytes, packets.byteSize());
    return packets.address() + at;
  }

  /** Copies from the array to the packets. */
  void put(byte[] from, int offset, int at, int bytes) {
    MemorySegment.copy(from, offset, packets, ValueLayout.JAVA_BYTE, at, bytes);
  }
}
