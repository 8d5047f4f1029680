package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.bytes.GrowableBytes;
import java.util.Arrays;

/** Builds valid and invalid transport packets one by one. */
final class TsBytes {
  private final GrowableBytes out = new GrowableBytes(1 << 16, 1 << 28);
  private final int[] continuity = new int[TsPacket.PIDS];

  byte[] toByteArray() {
    return out.toByteArray();
  }

  int length() {
    return out.length();
  }

  /** Removes what was written; the counters go on. */
  void clear() {
    out.clear();
  }

  /** Appends packets of a muxer. */
  void packet(byte[] array, int offset) {
    out.append(array, offset, TsPacket.BYTES);
  }

  TsBytes raw(byte[] bytes) {
    out.append(bytes, 0, bytes.length);
    return this;
  }

  /** A complete section in its own packets. */
  TsBytes section(int pid, byte[] section) {
    byte[] withPointer = new byte[1 + section.length];
    System.arraycopy(section, 0, withPointer, 1, section.length);
    for (int at = 0; at < withPointer.length; at += 184) {
      byte[] payload = new byte[184];
      Arrays.fill(payload, (byte) 0xFF);
      int take = Math.min(184, withPointer.length - at);
      System.arraycopy(withPointer, at, payload, 0, take);
      payload(pid, at == 0, payload);
    }
    return this;
  }

  /** A packet with a payload, padded by the adaptation field. */
  TsBytes payload(int pid, boolean start, byte[] payload) {
    return packet(pid, start, 0, new byte[0], payload);
  }

  /**
   * A packet with an adaptation field if flags or padding need one.
   *
   * @param flags of the adaptation field
   * @param content of the adaptation field, after the flags
   */
  TsBytes packet(int pid, boolean start, int flags, byte[] content, byte[] payload) {
    byte[] packet = new byte[TsPacket.BYTES];
    Arrays.fill(packet, (byte) 0xFF);
    packet[0] = TsPacket.SYNC;
    Bytes.put16(packet, 1, (start ? 0x4000 : 0) | pid);
    int field = 184 - payload.length;
    boolean hasPayload = payload.length > 0;
    packet[3] = (byte) ((hasPayload ? 0x10 : 0) | (field > 0 ? 0x20 : 0) | continuity[pid]);
    if (hasPayload) {
      continuity[pid] = continuity[pid] + 1 & 15;
    }
    if (field > 0) {
      packet[4] = (byte) (field - 1);
    }
    if (field > 1) {
      packet[5] = (byte) flags;
      System.arraycopy(content, 0, packet, 6, content.length);
    }
    System.arraycopy(payload, 0, packet, 188 - payload.length, payload.length);
    return raw(packet);
  }

  /** Repeats the last packet. */
  TsBytes again() {
    return raw(Arrays.copyOfRange(out.array(), out.length() - TsPacket.BYTES, out.length()));
  }

  /** Removes the last packet, as if lost. */
  TsBytes lose() {
    byte[] kept = Arrays.copyOf(out.array(), out.length() - TsPacket.BYTES);
    out.clear();
    return raw(kept);
  }

  /** Sets bits in the last packet. */
  TsBytes mark(int index, int bits) {
    out.array()[out.length() - TsPacket.BYTES + index] |= (byte) bits;
    return this;
  }
}
