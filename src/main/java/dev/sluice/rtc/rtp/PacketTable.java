package dev.sluice.rtc.rtp;

import java.util.Arrays;

/**
 * The RTP packets of one access unit as ranges of its bytes. Built once and read for every viewer.
 *
 * <p>A packet is one {@code long}:
 *
 * <pre>
 *   63        39  38   37         24 23              0
 *  +------------+-----+-------------+-----------------+
 *  | offset (25)| run | length (14) | prefix (24)     |
 *  +------------+-----+-------------+-----------------+
 * </pre>
 *
 * <ul>
 *   <li>offset and length: the range of the access unit in the packet
 *   <li>run: set on the first packet of a run
 *   <li>prefix: 1 to 3 bytes that precede the range in the payload, the first of which is not 0; 0
 *       for none. It is the FU indicator and FU header of H.264 (RFC 6184 section 5.8), or the
 *       payload header and FU header of H.265 (RFC 7798 section 4.4.3)
 * </ul>
 *
 * <p>A <em>run</em> is a sequence of at most {@link #MAX_RUN_PACKETS} packets with payloads of one
 * size; only the last may be shorter. UDP_SEGMENT cuts a buffer into datagrams of a fixed size, so
 * the kernel takes a run as one message.
 */
public final class PacketTable {
  /** The kernel's limit is 64 segments; bursts of 32 keep receivers' queues short. */
  public static final int MAX_RUN_PACKETS = 32;

  /** Largest offset: access units are smaller. */
  public static final int MAX_OFFSET = (1 << 25) - 1;

  /** Largest count of bytes in a packet: more than any Ethernet frame holds. */
  public static final int MAX_LENGTH = (1 << 14) - 1;

  /** Largest prefix: 3 bytes. */
  public static final int MAX_PREFIX = 0xFF_FFFF;

  private static final long RUN_START = 1L << 38;

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
   * @param offset of its bytes in the access unit, 0..{@link #MAX_OFFSET}
   * @param length count of its bytes, 1..{@link #MAX_LENGTH}
   * @param prefix the bytes before the range, big-endian, or 0 for none
   */
  public void add(int offset, int length, int prefix) {
    if (offset < 0
        || offset > MAX_OFFSET
        || length < 1
        || length > MAX_LENGTH
        || prefix < 0
        || prefix > MAX_PREFIX) {
      throw new IllegalArgumentException("packet of " + length + " bytes at " + offset);
    }
    int payloadBytes = length + bytesOf(prefix);
    boolean joins =
        runPackets > 0 && runPackets < MAX_RUN_PACKETS && payloadBytes <= runPayloadBytes;
    if (!joins) {
      runPackets = 0;
      runPayloadBytes = payloadBytes;
    }
    if (count == packets.length) {
      packets = Arrays.copyOf(packets, 2 * count);
    }
    packets[count++] = (long) offset << 39 | (joins ? 0 : RUN_START) | (long) length << 24 | prefix;
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
    return (int) (packet >>> 39);
  }

  /** Count of the packet's bytes in the access unit, without the prefix. */
  public static int length(long packet) {
    return (int) (packet >>> 24) & MAX_LENGTH;
  }

  /** The prefix, big-endian in the low {@link #prefixBytes} bytes; 0 for none. */
  public static int prefix(long packet) {
    return (int) packet & MAX_PREFIX;
  }

  /** Count of bytes in the prefix, 0..3. */
  public static int prefixBytes(long packet) {
    return bytesOf(prefix(packet));
  }

  private static int bytesOf(int prefix) {
    return (Integer.SIZE + 7 - Integer.numberOfLeadingZeros(prefix)) >>> 3;
  }

  /** Length of the RTP payload: prefix and range. */
  public static int payloadBytes(long packet) {
    return length(packet) + prefixBytes(packet);
  }

  /** Whether the packet is the first of a run. */
  public static boolean startsRun(long packet) {
    return (packet & RUN_START) != 0;
  }
}
