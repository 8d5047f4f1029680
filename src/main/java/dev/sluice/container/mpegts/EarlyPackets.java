package dev.sluice.container.mpegts;

import java.util.Arrays;

/**
 * The newest packets before the first program map, of PIDs in no table. Segments of many tools
 * begin with a key picture, and the tables come a little later.
 *
 * <p>Packets older than {@link TsLimits#MAX_EARLY_NANOS}, or beyond {@link
 * TsLimits#MAX_EARLY_PACKETS}, are lost.
 */
final class EarlyPackets {
  /** Receives a packet at {@code at} that arrived at {@code arrivalNanos}. */
  interface Receiver {
    void packet(byte[] array, int at, long arrivalNanos);
  }

  private byte[] packets = new byte[0];
  private long[] arrivalNanos = new long[0];
  private int first;
  private int count;

  /**
   * Keeps a copy of a packet.
   *
   * @return false if the oldest packet was lost for it
   */
  boolean hold(byte[] array, int at, long nowNanos) {
    if (count == arrivalNanos.length && count < TsLimits.MAX_EARLY_PACKETS) {
      int capacity = Math.clamp(2L * count, 64, TsLimits.MAX_EARLY_PACKETS);
      packets = Arrays.copyOf(packets, capacity * TsPacket.BYTES);
      arrivalNanos = Arrays.copyOf(arrivalNanos, capacity);
    }
    boolean room = count < arrivalNanos.length;
    int slot = (first + count) % arrivalNanos.length;
    if (room) {
      count++;
    } else {
      first = (first + 1) % count;
    }
    System.arraycopy(array, at, packets, slot * TsPacket.BYTES, TsPacket.BYTES);
    arrivalNanos[slot] = nowNanos;
    return room;
  }

  /** Number of packets. */
  int count() {
    return count;
  }

  /**
   * Passes on the packets that are not too old, in their order.
   *
   * @return number of packets that are too old
   */
  int replay(long nowNanos, Receiver receiver) {
    int old = 0;
    for (int i = 0; i < count; i++) {
      int slot = (first + i) % arrivalNanos.length;
      if (nowNanos - arrivalNanos[slot] > TsLimits.MAX_EARLY_NANOS) {
        old++;
      } else {
        receiver.packet(packets, slot * TsPacket.BYTES, arrivalNanos[slot]);
      }
    }
    return old;
  }
}
