package dev.sluice.rtc.rtp;

import java.util.Arrays;

/**
 * The RTP packets of one access unit as ranges of its bytes. Built once and read for every viewer.
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
 *   <li>offset and length: the range of the access unit in the packet
 *   <li>run: set on the first packet of a run
 *   <li>FU prefix: FU indicator and FU header (RFC 6184 section 5.8), which precede the range in
 *       the payload; 0 for none
 * </ul>
 *
 * <p>A <em>run</em> is a sequence of at most {@link #MAX_RUN_PACKETS} packets with payloads of one
 * size; only the last may be shorter. UDP_SEGMENT cuts a buffer into datagrams of a fixed size, so
 * the kernel takes a run as one message.
 */
public final class PacketTable {
  /** The kernel's limit is 64 segments; bursts of 32 keep receivers' queues short. */
  public static final int MAX_RUN_PACKETS = 32;

  /** Value of {@link #fuPrefix} for a packet without FU prefix. */
  public static final int NO_FU_PREFIX = -1;

  private static final int FU_PREFIX_BYTES = 2;
  private static final long RUN_START = 1L << 32;

  private long[] packets = new long[16];
  private int count;
  private int runPackets;
  private int runPayloadBytes;

  /** Removes all packets and keeps the capacity. */
  public void clear() {
    count = 0;
    runPackets = 0;
  }

  /**
   * Adds a packet. It joins the current run if its size allows.
   *
   * @param offset of its bytes in the access unit
   * @param length count of its bytes, 1..65535
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

  /** The packet at {@code index}, 0..count-1, for the static accessors below. */
  public long get(int index) {
    return packets[index];
  }

  /**
   * Copies the packets into a ring buffer from {@code position} on. Its length must be a power of
   * two.
   */
  public void copyInto(long[] ring, long position) {
    int mask = ring.length - 1;
    for (int i = 0; i < count; i++) {
      ring[(int) (position + i) & mask] = packets[i];
    }
  }

  /** Offset of the packet's bytes in the access unit. */
  public static int offset(long packet) {
    return (int) (packet >>> 33);
  }

  /** Count of the packet's bytes in the access unit, without the FU prefix. */
  public static int length(long packet) {
    return (int) (packet >>> 16) & 0xFFFF;
  }

  /** FU indicator and FU header, or {@link #NO_FU_PREFIX}. */
  public static int fuPrefix(long packet) {
    int prefix = (int) packet & 0xFFFF;
    return prefix == 0 ? NO_FU_PREFIX : prefix;
  }

  /** Length of the RTP payload: FU prefix and range. */
  public static int payloadBytes(long packet) {
    return length(packet) + (fuPrefix(packet) == NO_FU_PREFIX ? 0 : FU_PREFIX_BYTES);
  }

  /** Whether the packet is the first of a run. */
  public static boolean startsRun(long packet) {
    return (packet & RUN_START) != 0;
  }
}
