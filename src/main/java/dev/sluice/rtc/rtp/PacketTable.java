package dev.sluice.rtc.rtp;

import java.util.Arrays;

/**
 * The RTP packets of one access unit, as ranges of its bytes: made once, read by every viewer.
 *
 * <p>A packet is one {@code long}:
 *
 * <pre>
 *   63            33  32   31         16 15            0
 *  +----------------+-----+-------------+---------------+
 *  | offset (31)    | run | length (16) | FU prefix (16)|
 *  +----------------+-----+-------------+---------------+
 * </pre>
 *
 * <ul>
 *   <li>offset and length: the range of the access unit's bytes that the packet carries
 *   <li>run: set on the first packet of a run
 *   <li>FU prefix: FU indicator and FU header (RFC 6184 section 5.8) that stand before that range
 *       in the payload; 0 for none
 * </ul>
 *
 * <p>A <em>run</em> is a row of packets with payloads of one size, of which only the last may be
 * shorter, at most {@link #MAX_RUN_PACKETS} of them. That is what the kernel can cut from one
 * buffer (UDP_SEGMENT cuts by a fixed count of bytes), so that a run is one message to it.
 */
public final class PacketTable {
  /**
   * The kernel refuses trains of more than 64 segments; bursts of 32 keep receivers' queues short.
   */
  public static final int MAX_RUN_PACKETS = 32;

  /** What {@link #fuPrefix} says for a packet without one. */
  public static final int NO_FU_PREFIX = -1;

  private static final int FU_PREFIX_BYTES = 2;
  private static final long RUN_START = 1L << 32;

  private long[] packets = new long[16];
  private int count;
  private int runPackets;
  private int runPayloadBytes;

  /** Forgets all packets and keeps the capacity. */
  public void clear() {
    count = 0;
    runPackets = 0;
  }

  /**
   * Adds a packet, to the run before it where its size allows.
   *
   * @param offset where its bytes begin in the access unit
   * @param length count of those bytes, 1..65535
   * @param fuPrefix FU indicator {@code << 8 |} FU header, or 0 for none
   */
  public void add(int offset, int length, int fuPrefix) {
    if (offset < 0 || length < 1 || length > 0xFFFF || fuPrefix >>> 16 != 0) {
      throw new IllegalArgumentException("packet of " + length + " bytes at " + offset);
    }
    int payloadBytes = length + (fuPrefix == 0 ? 0 : FU_PREFIX_BYTES);
    boolean joins =
        runPackets > 0 && runPackets < MAX_RUN_PACKETS && payloadBytes <= runPayloadBytes;
    if (!joins) {
      runPackets = 0;
      runPayloadBytes = payloadBytes;
    }
    if (count == packets.length) {
      packets = Arrays.copyOf(packets, 2 * count);
    }
    packets[count++] =
        (long) offset << 33 | (joins ? 0 : RUN_START) | (long) length << 16 | fuPrefix;
    // A shorter packet is the last of its run.
    runPackets = payloadBytes < runPayloadBytes ? 0 : runPackets + 1;
  }

  /** Count of packets. */
  public int count() {
    return count;
  }

  /** The packet at {@code index}, 0..count-1, for the static readers below. */
  public long get(int index) {
    return packets[index];
  }

  /** Copies the packets into a ring whose length is a power of two, from {@code position} on. */
  public void copyInto(long[] ring, long position) {
    int mask = ring.length - 1;
    for (int i = 0; i < count; i++) {
      ring[(int) (position + i) & mask] = packets[i];
    }
  }

  /** Where the packet's bytes begin in the access unit. */
  public static int offset(long packet) {
    return (int) (packet >>> 33);
  }

  /** Count of the packet's bytes in the access unit, the FU prefix not counted. */
  public static int length(long packet) {
    return (int) (packet >>> 16) & 0xFFFF;
  }

  /** The two bytes before them in the payload, or {@link #NO_FU_PREFIX}. */
  public static int fuPrefix(long packet) {
    int prefix = (int) packet & 0xFFFF;
    return prefix == 0 ? NO_FU_PREFIX : prefix;
  }

  /** Count of bytes of the RTP payload: FU prefix and range. */
  public static int payloadBytes(long packet) {
    return length(packet) + (fuPrefix(packet) == NO_FU_PREFIX ? 0 : FU_PREFIX_BYTES);
  }

  /** Whether a run begins with this packet. */
  public static boolean startsRun(long packet) {
    return (packet & RUN_START) != 0;
  }
}
