package dev.sluice.bench.viewer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Writes transport-wide feedback on the arrival of every packet, as browsers send some ten times a
 * second (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1). For one thread.
 */
final class TransportFeedback {
  private static final int MOST_PACKETS = 2048;
  private static final int MOST_BYTES = 20 + 2 * MOST_PACKETS + 2 * MOST_PACKETS + 4;
  private static final long TICK_NANOS = TimeUnit.MICROSECONDS.toNanos(250);
  private static final int TICKS_PER_REFERENCE = 256;
  private static final int FIRST_WORD = 0x8FCD;
  private static final int PADDING_FLAG = 0x2000;
  private static final int MISSING = 0;
  private static final int SMALL = 1;
  private static final int LARGE = 2;
  private static final int MOST_SMALL_TICKS = 255;
  private static final int MOST_RUN = 0x1FFF;

  private final long[] arrivedTicks = new long[MOST_PACKETS];
  private final ByteBuffer packet = ByteBuffer.allocate(MOST_BYTES);
  private int base;
  private int count;
  private int sent;

  /** Records a packet. A packet older than the last reported one, or far ahead, is left out. */
  void arrived(int sequence, long nowNanos) {
    if (count == 0 && sent == 0) {
      base = sequence;
    }
    int index = (short) (sequence - base);
    if (index < 0 || index >= MOST_PACKETS) {
      return;
    }
    if (index >= count) {
      Arrays.fill(arrivedTicks, count, index, -1);
      count = index + 1;
    }
    arrivedTicks[index] = nowNanos / TICK_NANOS;
  }

  /** True if there are packets to report. */
  boolean any() {
    return count > 0;
  }

  /**
   * Writes the packets recorded since the last report, and clears them.
   *
   * @return the packet in the first {@link ByteBuffer#position} bytes
   */
  ByteBuffer write(int ssrc, int mediaSsrc) {
    int first = 0;
    while (arrivedTicks[first] < 0) {
      first++;
    }
    long reference = arrivedTicks[first] / TICKS_PER_REFERENCE;
    packet.clear().putShort((short) FIRST_WORD).putShort((short) 0).putInt(ssrc).putInt(mediaSsrc);
    packet.putShort((short) base).putShort((short) count);
    packet.putInt((int) (reference << 8) | sent & 0xFF);
    chunks(reference * TICKS_PER_REFERENCE);
    deltas(reference * TICKS_PER_REFERENCE);
    pad();
    base = base + count & 0xFFFF;
    count = 0;
    sent++;
    return packet;
  }

  private void chunks(long referenceTicks) {
    long last = referenceTicks;
    int run = 0;
    int symbol = MISSING;
    for (int i = 0; i < count; i++) {
      int next = symbol(arrivedTicks[i], last);
      last = arrivedTicks[i] < 0 ? last : arrivedTicks[i];
      if (run > 0 && (next != symbol || run == MOST_RUN)) {
        packet.putShort((short) (symbol << 13 | run));
        run = 0;
      }
      symbol = next;
      run++;
    }
    packet.putShort((short) (symbol << 13 | run));
  }

  private void deltas(long referenceTicks) {
    long last = referenceTicks;
    for (int i = 0; i < count; i++) {
      long ticks = arrivedTicks[i];
      int symbol = symbol(ticks, last);
      if (symbol == SMALL) {
        packet.put((byte) (ticks - last));
      } else if (symbol == LARGE) {
        packet.putShort((short) Math.clamp(ticks - last, Short.MIN_VALUE, Short.MAX_VALUE));
      }
      last = ticks < 0 ? last : ticks;
    }
  }

  private static int symbol(long ticks, long last) {
    if (ticks < 0) {
      return MISSING;
    }
    long delta = ticks - last;
    return delta >= 0 && delta <= MOST_SMALL_TICKS ? SMALL : LARGE;
  }

  /** Pads to whole words (RFC 3550 section 6.4.1) and sets the length in words less one. */
  private void pad() {
    int padding = -packet.position() & 3;
    if (padding > 0) {
      packet.put(new byte[padding - 1]).put((byte) padding);
      packet.putShort(0, (short) (FIRST_WORD | PADDING_FLAG));
    }
    packet.putShort(2, (short) (packet.position() / 4 - 1));
  }
}
