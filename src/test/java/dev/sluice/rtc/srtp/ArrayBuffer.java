package dev.sluice.rtc.srtp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Protects packets in an array, through native memory. */
public final class ArrayBuffer {
  private static final int BYTES = 2000;

  private final PacketBuffer room = new PacketBuffer(BYTES, BYTES);

  /**
   * Protects a packet whose header and prefix are in {@code out}, and writes the result there.
   *
   * @return length of the SRTP packet
   */
  public int protect(
      SrtpProtector protector,
      byte[] out,
      int offset,
      int headerBytes,
      int prefixBytes,
      byte[] payload,
      int payloadOffset,
      int payloadBytes,
      long packetIndex48) {
    System.arraycopy(out, offset, room.head(), 0, headerBytes + prefixBytes);
    int length =
        protector.protect(
            room, 0, headerBytes, prefixBytes, payload, payloadOffset, payloadBytes, packetIndex48);
    MemorySegment.copy(room.packets(), ValueLayout.JAVA_BYTE, 0, out, offset, length);
    return length;
  }
}
