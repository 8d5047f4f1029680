package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;

/**
 * Cuts bytes, in pieces of any size, into transport packets.
 *
 * <p>Finds the grid of sync bytes and finds it again when it is lost: 188 bytes apart, or 192 (a
 * time stamp before each packet, as on Blu-ray discs), or 204 (parity behind each, as from DVB
 * receivers). What comes out depends on the bytes alone, never on how they were cut.
 */
final class PacketFramer {
  /** Receives one packet: 188 bytes from {@code offset}, the first of them the sync byte. */
  interface PacketListener {
    void packet(byte[] array, int offset, long nowNanos);
  }

  private static final int[] STRIDES = {TsPacket.BYTES, 192, 204};
  private static final int MAX_STRIDE = 204;

  /** Sync bytes that must stand one stride apart before a grid is believed in. */
  private static final int CONFIRM = 3;

  /** How far ahead of a place one must see to judge it, for every stride. */
  private static final int LOOK_AHEAD_BYTES = MAX_STRIDE * (CONFIRM - 1) + 1;

  private final PacketListener listener;
  private final TsCounters counters;
  private final byte[] carry = new byte[2 * LOOK_AHEAD_BYTES];
  private int carried;

  /** Bytes between packets that are still to be passed over. */
  private int gapBytes;

  private int stride = TsPacket.BYTES;
  private long packetsOnGrid;

  /** A stream is taken to begin with a packet; if it does not, the first look says so. */
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

  /** What is left is judged without looking further ahead. */
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

  /** The fast path: whole packets from the caller's array. Returns where it stopped. */
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
    // At the beginning the grid is only guessed at.
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

  /** Passes over bytes until a grid is found or there is not enough to judge. */
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

  /** The stride of the grid that begins at {@code at}, as far as can be seen; 0 for none. */
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
