package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;

/**
 * Splits bytes, which arrive in pieces of any size, into transport packets.
 *
 * <p>Locks to sync bytes that are 188 bytes apart, 192 (with a time stamp before each packet, as on
 * Blu-ray discs) or 204 (with parity after each, as from DVB receivers), and locks again after a
 * loss. The output does not depend on how the input was split.
 */
final class PacketFramer {
  /** Receives a packet: 188 bytes from {@code offset}, beginning with the sync byte. */
  interface PacketListener {
    void packet(byte[] array, int offset, long nowNanos);
  }

  private static final int[] STRIDES = {TsPacket.BYTES, 192, 204};
  private static final int MAX_STRIDE = 204;

  /** Consecutive sync bytes, one stride apart, that establish a lock. */
  private static final int CONFIRM = 3;

  /** Bytes needed from a position on to test every stride there. */
  private static final int LOOK_AHEAD_BYTES = MAX_STRIDE * (CONFIRM - 1) + 1;

  private final PacketListener listener;
  private final TsCounters counters;
  private final byte[] carry = new byte[2 * LOOK_AHEAD_BYTES];
  private int carried;

  /** Bytes between packets that are still to be skipped. */
  private int gapBytes;

  private int stride = TsPacket.BYTES;
  private long packetsOnGrid;

  /** A stream is assumed to begin with a packet; the first check shows if it does not. */
  private boolean locked = true;

  PacketFramer(PacketListener listener, TsCounters counters) {
    this.listener = listener;
    this.counters = counters;
  }

  /** Bytes from one packet to the next. */
  int strideBytes() {
    return stride;
  }

  void feed(byte[] data, int offset, int length, long nowNanos) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (locked && carried == 0) {
        at = cutInPlace(data, at, end, nowNanos);
      }
      if (at < end) {
        int take = Math.min(wanted() - carried, end - at);
        System.arraycopy(data, at, carry, carried, take);
        carried += take;
        at += take;
        cutCarried(nowNanos, false);
      }
    }
  }

  /** Processes the remaining bytes, with no look-ahead. */
  void end(long nowNanos) {
    cutCarried(nowNanos, true);
    counters.add(TsCounter.SKIPPED_BYTES, carried);
    carried = 0;
    gapBytes = 0;
    locked = true;
  }

  private int wanted() {
    return locked ? gapBytes + TsPacket.BYTES : carry.length;
  }

  /** Fast path: whole packets in the caller's array. Returns the position where it stopped. */
  private int cutInPlace(byte[] data, int from, int end, long nowNanos) {
    int at = from;
    int gap = gapBytes;
    int step = stride - TsPacket.BYTES;
    while (end - at >= gap + TsPacket.BYTES) {
      if (data[at + gap] != TsPacket.SYNC) {
        gapBytes = gap;
        loseSync();
        return at;
      }
      packetsOnGrid++;
      listener.packet(data, at + gap, nowNanos);
      at += gap + TsPacket.BYTES;
      gap = step;
    }
    gapBytes = gap;
    return at;
  }

  private void cutCarried(long nowNanos, boolean last) {
    int at = 0;
    boolean moved = true;
    while (moved) {
      boolean wasLocked = locked;
      int next = locked ? cutOne(at, nowNanos) : search(at, last);
      moved = next != at || locked != wasLocked;
      at = next;
    }
    System.arraycopy(carry, at, carry, 0, carried - at);
    carried -= at;
  }

  private int cutOne(int at, long nowNanos) {
    int packet = at + gapBytes;
    if (carried - packet < TsPacket.BYTES) {
      return at;
    }
    if (carry[packet] != TsPacket.SYNC) {
      loseSync();
      return at;
    }
    gapBytes = stride - TsPacket.BYTES;
    packetsOnGrid++;
    listener.packet(carry, packet, nowNanos);
    return packet + TsPacket.BYTES;
  }

  private void loseSync() {
    // Before the first packets the lock is only assumed.
    if (packetsOnGrid >= CONFIRM) {
      counters.increment(TsCounter.SYNC_LOSSES);
    }
    packetsOnGrid = 0;
    locked = false;
    gapBytes = 0;
  }

  private boolean canSearch(int at, boolean last) {
    return carried - at >= (last ? TsPacket.BYTES : LOOK_AHEAD_BYTES);
  }

  /** Skips bytes until a lock is found or more bytes are needed. */
  private int search(int from, boolean last) {
    int at = from;
    while (canSearch(at, last)) {
      int found = strideAt(at);
      if (found != 0) {
        stride = found;
        locked = true;
        break;
      }
      at++;
    }
    counters.add(TsCounter.SKIPPED_BYTES, at - from);
    return at;
  }

  /**
   * The stride of the sync bytes from {@code at} on, as far as there are bytes; 0 if there is none.
   */
  private int strideAt(int at) {
    if (Bytes.u8(carry, at) != TsPacket.SYNC) {
      return 0;
    }
    for (int candidate : STRIDES) {
      int seen = 1;
      while (seen < CONFIRM
          && at + seen * candidate < carried
          && carry[at + seen * candidate] == TsPacket.SYNC) {
        seen++;
      }
      if (seen == CONFIRM || at + seen * candidate >= carried) {
        return candidate;
      }
    }
    return 0;
  }
}
